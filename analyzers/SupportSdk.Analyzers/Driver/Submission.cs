using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SupportSdk.Analyzers.Driver;

/// <summary>A call through which a ticket leaves.</summary>
internal sealed class Submission(NodeContext context, IInvocationOperation call, IOperation ticket)
{
    public NodeContext Context => context;

    public IInvocationOperation Call => call;

    /// <summary>What is handed over, without conversions that were written by nobody.</summary>
    public IOperation Ticket => ticket;
}
