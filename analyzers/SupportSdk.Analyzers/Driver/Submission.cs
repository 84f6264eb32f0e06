using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SupportSdk.Analyzers.Flow;

namespace SupportSdk.Analyzers.Driver;

/// <summary>A call through which a ticket leaves.</summary>
internal sealed class Submission(NodeContext context, IInvocationOperation call, IOperation ticket)
{
    public NodeContext Context => context;

    public IInvocationOperation Call => call;

    /// <summary>What is handed over, without conversions that were written by nobody.</summary>
    public IOperation Ticket => ticket;

    /// <summary>What the flow of the body says about the ticket here; null where it says nothing. The work is done once per body.</summary>
    public Observation? Observed => context.Sdk.Flows.Of(call, context)?.At(call.Syntax);
}
