namespace SupportSdk;

/// <summary>Bytes that belong to a record and can be given up without it.</summary>
internal interface IHeldBody
{
    /// <summary>Gives the bytes up, and says how many they were; 0 when they are gone already.</summary>
    int Release();
}
