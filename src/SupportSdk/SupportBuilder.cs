using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SupportSdk.Channels;

namespace SupportSdk;

/// <summary>Registers the SDK's parts; the verbs of every package hang here.</summary>
public sealed class SupportBuilder
{
    internal SupportBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services of the app.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Changes the settings.</summary>
    /// <param name="configure">The change.</param>
    public SupportBuilder Configure(Action<SupportOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.Configure(configure);
        return this;
    }

    /// <summary>Adds a way by which tickets reach support.</summary>
    /// <typeparam name="TChannel">The channel; one instance serves the app.</typeparam>
    /// <param name="channel">Which way it is.</param>
    public SupportBuilder AddChannel<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TChannel>(SupportChannel channel)
        where TChannel : class, ITicketChannel
    {
        Services.AddSingleton(new ChannelRegistration(channel));
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<ITicketChannel, TChannel>());
        return this;
    }

    /// <summary>Adds a way by which tickets reach support.</summary>
    /// <param name="channel">The channel.</param>
    public SupportBuilder AddChannel(ITicketChannel channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        Services.AddSingleton(new ChannelRegistration(channel.Channel));
        Services.AddSingleton(channel);
        return this;
    }

    /// <summary>Checks further settings together with the SDK's own, when the app starts, so that all that is wrong is named in one exception.</summary>
    /// <typeparam name="TOptions">The settings of a channel or another part.</typeparam>
    public SupportBuilder CheckAtStart<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>()
        where TOptions : class
    {
        Services.AddSingleton<IValidateOptions<SupportOptions>>(services => new FurtherSettings<TOptions>(services.GetRequiredService<IOptions<TOptions>>()));
        return this;
    }

    /// <summary>Takes settings from configuration. What cannot be read there is named with everything else that is wrong, when the app starts.</summary>
    /// <typeparam name="TOptions">The settings of the SDK, a channel or another part.</typeparam>
    /// <param name="bind">Binds the section to the settings.</param>
    public SupportBuilder BindSettings<TOptions>(Action<TOptions> bind)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(bind);
        var section = new BoundSection<TOptions>(bind);
        Services.AddSingleton<IConfigureOptions<TOptions>>(section);
        Services.AddSingleton<IValidateOptions<TOptions>>(section);
        return this;
    }

    private sealed class BoundSection<TOptions>(Action<TOptions> bind) : IConfigureOptions<TOptions>, IValidateOptions<TOptions>
        where TOptions : class
    {
        private volatile string? _problem;

        public void Configure(TOptions options)
        {
            try
            {
                bind(options);
                _problem = null;
            }
            catch (InvalidOperationException e)
            {
                _problem = e.Message; // Said by the validation, beside what else is wrong.
            }
        }

        public ValidateOptionsResult Validate(string? name, TOptions options) => _problem is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
    }

    private sealed class FurtherSettings<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(IOptions<TOptions> further) : IValidateOptions<SupportOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, SupportOptions options)
        {
            try
            {
                return further.Value is null ? ValidateOptionsResult.Skip : ValidateOptionsResult.Success;
            }
            catch (OptionsValidationException e)
            {
                return ValidateOptionsResult.Fail(e.Failures);
            }
        }
    }
}
