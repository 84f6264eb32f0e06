namespace SupportSdk.Redaction.Rules;

/// <summary>One kind of secret. A rule names the characters that give it away; the scanner calls it at each of them.</summary>
internal interface ISecretRule
{
    /// <summary>ASCII characters of which every match of this rule holds one, the rarer the better.</summary>
    string Anchors { get; }

    /// <summary>Masks what it finds around the anchor and returns where the scan goes on; 0 where it found nothing. Looks at a bounded window unless it masks.</summary>
    int Apply(ReadOnlySpan<char> text, int anchor, ref MaskedText output);
}
