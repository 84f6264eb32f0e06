using System.Threading.Channels;

namespace SupportSdk.Testing.Server;

/// <summary>A connection of a scripted server.</summary>
internal interface IScriptedConnection : IDisposable
{
    /// <summary>Gives each request to the script until the client leaves.</summary>
    /// <exception cref="InvalidDataException">The client sent what this server does not understand.</exception>
    Task ServeAsync(ChannelWriter<Exchange> requests);
}
