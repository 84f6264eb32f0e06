using System.Numerics;

namespace SupportSdk.Policy.Calendar;

/// <summary>The days of one year on which the office is open, one bit a day, so that counting and finding them costs a few instructions.</summary>
internal sealed class OpenDays
{
    private const int WordBits = 64;
    private readonly ulong[] _words = new ulong[6];

    public OpenDays(int year, IEnumerable<DateOnly> closed)
    {
        var first = new DateOnly(year, 1, 1);
        for (var day = 0; day < (DateTime.IsLeapYear(year) ? 366 : 365); day++)
        {
            if (first.AddDays(day).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                _words[day / WordBits] |= 1UL << (day % WordBits);
            }
        }

        foreach (var date in closed)
        {
            var day = date.DayOfYear - 1;
            _words[day / WordBits] &= ~(1UL << (day % WordBits));
        }

        Count = CountBefore(_words.Length * WordBits);
    }

    public int Count { get; }

    /// <summary>Whether a day is open; the first of January is day 0.</summary>
    public bool Contains(int day) => (_words[day / WordBits] >> (day % WordBits) & 1) != 0;

    public int CountBefore(int day)
    {
        var count = 0;
        for (var word = 0; word < day / WordBits; word++)
        {
            count += BitOperations.PopCount(_words[word]);
        }

        var rest = day % WordBits;
        return rest == 0 ? count : count + BitOperations.PopCount(_words[day / WordBits] & ((1UL << rest) - 1));
    }

    /// <summary>The day that has <paramref name="index"/> open days before it and is open itself.</summary>
    public int DayAt(int index)
    {
        var word = 0;
        for (var count = BitOperations.PopCount(_words[0]); index >= count; count = BitOperations.PopCount(_words[++word]))
        {
            index -= count;
        }

        var bits = _words[word];
        for (; index > 0; index--)
        {
            bits &= bits - 1;
        }

        return (word * WordBits) + BitOperations.TrailingZeroCount(bits);
    }
}
