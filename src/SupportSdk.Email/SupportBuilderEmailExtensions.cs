using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SupportSdk.Email;

namespace SupportSdk;

/// <summary>Tickets by email.</summary>
public static class SupportBuilderEmailExtensions
{
    /// <summary>Sends tickets by email, or writes them into a pickup directory.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the settings.</param>
    public static SupportBuilder AddEmail(this SupportBuilder builder, Action<EmailOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<EmailOptions>().Configure(configure);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EmailOptions>, EmailOptionsValidator>());
        builder.Services.TryAddSingleton(static services => services.GetRequiredService<IOptions<EmailOptions>>().Value);
        return builder.CheckAtStart<EmailOptions>().AddChannel<EmailChannel>(SupportChannel.Email);
    }

    /// <summary>Sends tickets by email, or writes them into a pickup directory, with settings from configuration.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="section">The section; its keys are the names of <see cref="EmailOptions"/>.</param>
    public static SupportBuilder AddEmail(this SupportBuilder builder, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(builder);
        return builder.BindSettings<EmailOptions>(options => section.Bind(options)).AddEmail(static _ => { });
    }
}
