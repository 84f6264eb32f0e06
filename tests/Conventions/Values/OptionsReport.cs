namespace Conventions.Values;

/// <summary>What the options checker found, and how many stated defaults it compared.</summary>
internal sealed class OptionsReport
{
    public List<string> Breaches { get; } = [];

    public int Compared { get; set; }
}
