using System.Runtime.InteropServices;

namespace SupportSdk.Benchmarks.Columns;

/// <summary>One fact of the floor: 64 bytes that refer to what exists anyway.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FloorRecord
{
    public long Started;
    public long Duration;
    public object? Subject;
    public object? Detail;
    public long Reserved0;
    public long Reserved1;
    public long Reserved2;
    public int EventId;
    public short Status;
    public byte Kind;
    public byte Level;
}
