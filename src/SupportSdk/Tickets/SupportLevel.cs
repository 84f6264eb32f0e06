namespace SupportSdk;

/// <summary>The support level that goes with the plan of the Paragon account.</summary>
public enum SupportLevel
{
    /// <summary>Startup.</summary>
    Startup = 0,

    /// <summary>Pro.</summary>
    Pro = 1,

    /// <summary>Enterprise.</summary>
    Enterprise = 2,
}
