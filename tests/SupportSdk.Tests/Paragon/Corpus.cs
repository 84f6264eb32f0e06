using System.Globalization;

namespace SupportSdk.Tests.Paragon;

/// <summary>Texts and bodies that were met or found by a fuzz run, kept as files; the number in a file's name says how many executions it holds.</summary>
internal static class Corpus
{
    /// <summary>How many rounds a fuzz run takes; <c>FUZZ_ROUNDS</c> makes it longer.</summary>
    public static int Rounds(int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable("FUZZ_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : usual;

    public static IReadOnlyList<(string Name, int Executions, byte[] Bytes)> Of(string kind) =>
    [
        .. from path in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Paragon", "corpus", kind)).Order(StringComparer.Ordinal)
           let name = Path.GetFileName(path)
           select (name, int.Parse(name.Split('.')[^2], CultureInfo.InvariantCulture), File.ReadAllBytes(path)),
    ];

    /// <summary>One of the texts with some of its bytes changed, left out, doubled or cut off.</summary>
    public static byte[] Mutate(Random random, byte[] original)
    {
        var bytes = original.ToList();
        for (var change = random.Next(1, 8); change > 0 && bytes.Count > 0; change--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.Skip(at).Take(random.Next(1, 60)).ToArray());
                    break;
                case 3:
                    bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                default:
                    bytes.RemoveRange(at, random.Next(20) == 0 ? bytes.Count - at : 0);
                    break;
            }
        }

        return [.. bytes];
    }

    private static readonly byte[][] Pieces =
    [
        [.. "https://"u8], [.. "executions/"u8], [.. "\\/"u8], [.. "%2F"u8], [.. "%25"u8], [.. "\\u"u8], [.. "\\ud800"u8], [.. "&#x"u8], [.. "&#47;"u8], [.. "\""u8], [.. "{"u8], [.. "}"u8],
        [.. "["u8], [.. "]"u8], [.. ","u8], [.. ":"u8], [.. "\"errors\":["u8], [.. "\"executionId\":"u8], [.. "\"id\":"u8], [.. "\"message\":"u8], [.. "\"meta\":{"u8], [.. "\"output\":{"u8], [0xC3, 0x28], [0xFF], [0],
    ];
}
