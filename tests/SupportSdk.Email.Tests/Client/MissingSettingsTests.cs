using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace SupportSdk.Email.Tests.Client;

/// <summary>Whatever is wrong or missing is named when the app starts, all of it in one exception, by each of the ways in.</summary>
public sealed class MissingSettingsTests
{
    private static readonly string[] Named =
    [
        "SupportOptions.Level", "SupportOptions.ProjectId", "SupportOptions.Contact.Email", "SupportOptions.KnownIncidents", "SupportOptions.MaxAttachmentBytes", "SupportOptions.DeliveryWait",
        "SupportOptions.Delivery.AttemptTimeout", "SupportOptions.Delivery.FirstRetryDelay", "SupportOptions.Delivery.BreakDuration", "SupportOptions.Delivery.ShutdownTimeout", "SupportOptions.Delivery.MaxRetryDelay",
        "SupportOptions.Delivery.AttemptsPerTurn", "Paragon.Hosts", "Status.Page", "SubmitUnhandledExceptions()",
        "Email.Host or Email.PickupDirectory", "Email.From must be set", "Email.To", "Email.Port", "Email.UserName", "Email.Timeout", "Email.MaxMessageBytes",
    ];

    [Fact]
    public async Task Host_EverythingWrong_IsNamedAtStartInOneException()
    {
        var app = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        Break(app.Services.AddSupport(Break));
        using var host = app.Build();

        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        AssertAllNamed(wrong);
    }

    [Fact]
    public void Create_EverythingWrong_IsNamedInOneException() =>
        AssertAllNamed(Assert.Throws<OptionsValidationException>(() => SupportClient.Create(builder => Break(builder.Configure(Break)))));

    [Fact]
    public async Task Host_NothingConfigured_NamesWhatIsMissing()
    {
        var app = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        app.Services.AddSupport().AddEmail(_ => { });
        using var host = app.Build();

        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(2, wrong.Failures.Count());
        Assert.Contains("Email.Host or Email.PickupDirectory must be set", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("Email.From must be set", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_SectionsOfConfiguration_WhatCannotBeReadIsNamedWithTheRest()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Support:ProjectId"] = "not a uuid", ["Support:Contact:Email"] = "dana@customer.example", ["Email:Timeout"] = "soon", ["Email:Host"] = "smtp.customer.example", ["Email:Password"] = "hunter2",
        }).Build();
        var app = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        app.Services.AddSupport(configuration.GetSection("Support")).AddEmail(configuration.GetSection("Email"));
        using var host = app.Build();

        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.All(["SupportOptions.ProjectId", "TicketContact", "Email:Timeout", "Email.From"], name => Assert.Single(wrong.Failures, failure => failure.Contains(name, StringComparison.Ordinal)));
        Assert.DoesNotContain("hunter2", wrong.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_SectionsOfConfiguration_AreRead()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Support:Level"] = "Enterprise", ["Support:DeliveryWait"] = "00:00:07", ["Support:Contact:Name"] = "Dana", ["Support:Contact:Email"] = "dana@customer.example",
            ["Email:PickupDirectory"] = "mails", ["Email:From"] = "app@customer.example",
        }).Build();
        var services = new ServiceCollection();
        services.AddSupport(configuration.GetSection("Support")).AddEmail(configuration.GetSection("Email"));
        using var provider = services.AddLogging().BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<SupportOptions>>().Value;

        Assert.Equal((SupportLevel.Enterprise, TimeSpan.FromSeconds(7), new TicketContact("Dana", "dana@customer.example")), (options.Level, options.DeliveryWait, options.Contact));
        Assert.Equal("mails", provider.GetRequiredService<IOptions<EmailOptions>>().Value.PickupDirectory);
    }

    private static void Break(SupportOptions options)
    {
        (options.Level, options.ProjectId, options.Contact, options.KnownIncidents, options.MaxAttachmentBytes) = ((SupportLevel)9, "not a uuid", new TicketContact("x", "nobody"), (KnownIncidents)7, -1);
        options.DeliveryWait = TimeSpan.FromDays(1);
        (options.Delivery.AttemptTimeout, options.Delivery.FirstRetryDelay, options.Delivery.BreakDuration, options.Delivery.ShutdownTimeout) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, -TimeSpan.FromTicks(1));
        (options.Delivery.MaxRetryDelay, options.Delivery.AttemptsPerTurn) = (TimeSpan.FromDays(2), 0);
        options.Status.Page = new Uri("ftp://status.example");
        options.Paragon.Hosts.Add("https://host/path");
    }

    private static void Break(SupportBuilder builder) => builder
        .AddEmail(email => (email.To, email.Port, email.UserName, email.Timeout, email.MaxMessageBytes) = ("no address", 0, "someone", TimeSpan.Zero, 1))
        .SubmitUnhandledExceptions();

    private static void AssertAllNamed(OptionsValidationException wrong)
    {
        Assert.All(Named, name => Assert.Single(wrong.Failures, failure => failure.Contains(name, StringComparison.Ordinal)));
        Assert.Equal(Named.Length, wrong.Failures.Count());
    }
}
