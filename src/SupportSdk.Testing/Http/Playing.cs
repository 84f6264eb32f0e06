using System.Diagnostics;

namespace SupportSdk.Testing.Http;

/// <summary>What the app noted in one playing of a script.</summary>
/// <param name="Notes">The notes, in their order.</param>
/// <param name="Hung">Whether the script did not come to its end.</param>
internal sealed record Playing(IReadOnlyList<string> Notes, bool Hung)
{
    /// <summary>Plays a script, no longer than the limit.</summary>
    public static async Task<Playing> RunAsync(Scenario scenario, Version? version, Func<HttpMessageHandler, HttpMessageHandler> wrap, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var rig = new Rig(version, wrap);
        var act = Task.Run(() => ActAsync(scenario, rig), cancellationToken);
        try
        {
            await act.WaitAsync(limit, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            return new Playing(rig.Notes.Lines, Hung: false);
        }
        catch (TimeoutException)
        {
            return new Playing(rig.Notes.Lines, Hung: true);
        }
    }

    /// <summary>The first difference, in words; <see langword="null"/> where there is none.</summary>
    public string? DifferenceFrom(Playing bare)
    {
        if (bare.Hung)
        {
            return $"cannot be judged: the bare handler did not come to the end either; it came to '{Last(bare.Notes)}'";
        }

        var same = Notes.Zip(bare.Notes).TakeWhile(pair => pair.First == pair.Second).Count();
        if (same == bare.Notes.Count && same == Notes.Count)
        {
            return Hung ? $"hangs after '{Last(Notes)}'" : null;
        }

        var expected = same < bare.Notes.Count ? $"'{bare.Notes[same]}'" : "nothing more";
        return same < Notes.Count ? $"'{Notes[same]}' instead of {expected}" : $"{(Hung ? "hangs" : "ends")} before {expected}";
    }

    private static string Last(IReadOnlyList<string> notes) => notes.Count == 0 ? "the start" : notes[^1];

    private static async Task ActAsync(Scenario scenario, Rig rig)
    {
        Activity.Current = null; // A trace of the test runner's would put headers of its own on the wire.
        try
        {
            await scenario.Act(rig).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            rig.Notes.Add("the script ended with", e); // What no note expected is a note, too: the bare handler did not throw it.
        }
    }
}
