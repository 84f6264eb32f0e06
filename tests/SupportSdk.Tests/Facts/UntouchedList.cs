using System.Collections;

namespace SupportSdk.Tests.Facts;

/// <summary>Throws whatever is asked of it: who holds it has not looked.</summary>
internal sealed class UntouchedList : IList<string>
{
    public int Count => throw new InvalidOperationException();

    public bool IsReadOnly => throw new InvalidOperationException();

    public string this[int index]
    {
        get => throw new InvalidOperationException();
        set => throw new InvalidOperationException();
    }

    public int IndexOf(string item) => throw new InvalidOperationException();

    public void Insert(int index, string item) => throw new InvalidOperationException();

    public void RemoveAt(int index) => throw new InvalidOperationException();

    public void Add(string item) => throw new InvalidOperationException();

    public void Clear() => throw new InvalidOperationException();

    public bool Contains(string item) => throw new InvalidOperationException();

    public void CopyTo(string[] array, int arrayIndex) => throw new InvalidOperationException();

    public bool Remove(string item) => throw new InvalidOperationException();

    public IEnumerator<string> GetEnumerator() => throw new InvalidOperationException();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
