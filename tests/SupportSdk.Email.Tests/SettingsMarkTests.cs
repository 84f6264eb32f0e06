using System.Reflection;

namespace SupportSdk.Email.Tests;

public sealed class SettingsMarkTests
{
    private static readonly EmailOptions Settings = Some.Options(o => (o.UserName, o.Password) = ("app@customer.example", "pässword-8f3k"));

    public static TheoryData<string> Names => [.. typeof(EmailOptions).GetProperties().Select(property => property.Name)];

    [Fact]
    public void IsOf_AnEarlierRunsMarkOfTheSameSettings_IsTrue() => Assert.True(new SettingsMark(Copy()).IsOf(new SettingsMark(Settings).Value));

    [Theory]
    [MemberData(nameof(Names))]
    public void IsOf_AnySettingChanged_IsFalse(string name)
    {
        var changed = Copy();
        var property = typeof(EmailOptions).GetProperty(name, BindingFlags.Public | BindingFlags.Instance)!;
        property.SetValue(changed, property.GetValue(changed) switch
        {
            null when property.PropertyType == typeof(int?) => 25,
            null when property.PropertyType == typeof(EmailSecurity?) => EmailSecurity.SslOnConnect,
            null when property.PropertyType == typeof(string) => "set",
            null => (Func<CancellationToken, ValueTask<string>>)(_ => ValueTask.FromResult("token")),
            string text => text + "x",
            int number => number + 1,
            TimeSpan span => span + TimeSpan.FromSeconds(1),
            bool set => !set,
            var other => throw new InvalidOperationException($"No other value of {other} is known."),
        });

        Assert.False(new SettingsMark(changed).IsOf(new SettingsMark(Settings).Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("pässword-8f3k")]
    [InlineData("zz")]
    public void IsOf_NoMark_IsFalse(string text) => Assert.False(new SettingsMark(Settings).IsOf(text));

    [Fact]
    public void Value_IsSaltedAndShowsNoSetting()
    {
        var (first, second) = (new SettingsMark(Settings).Value, new SettingsMark(Settings).Value);

        Assert.NotEqual(first, second);
        Assert.Matches("^[0-9A-F]{64}$", first);
    }

    private static EmailOptions Copy()
    {
        var copy = new EmailOptions();
        foreach (var property in typeof(EmailOptions).GetProperties().Where(property => property.CanWrite)) property.SetValue(copy, property.GetValue(Settings));
        return copy;
    }
}
