namespace SupportSdk.Redaction.Names;

/// <summary>What must stand behind a secret-like name for its value to be masked.</summary>
internal enum NameStrength
{
    /// <summary>Any value, also <c>name: value</c> in a line of text.</summary>
    Any,

    /// <summary><c>name=value</c>, or a value in quotes: the word is too common in prose.</summary>
    Assigned,

    /// <summary>A value in quotes or a JSON container: <c>max_tokens: 512</c> is none.</summary>
    Quoted,

    /// <summary>A value that looks like a secret itself: the name alone says too little.</summary>
    Random,
}

/// <summary>A word that a secret-like name ends with.</summary>
/// <param name="Word">Lower case, without separators: <c>apikey</c> also stands for <c>X-Api-Key</c>, <c>api_key</c> and <c>API key</c>.</param>
/// <param name="Rule">The rule's name in masks and in the report.</param>
/// <param name="Strength">What must stand behind it.</param>
/// <param name="WholeWord">Whether the name, or its last part, must be exactly this word (<c>pass</c>, not <c>bypass</c>).</param>
/// <param name="WholeLine">Whether an unquoted value goes on to the line's end.</param>
internal sealed record SecretWord(string Word, string Rule, NameStrength Strength = NameStrength.Any, bool WholeWord = false, bool WholeLine = false);
