using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SupportSdk.Analyzers.Driver;
using SupportSdk.Analyzers.Symbols;

namespace SupportSdk.Analyzers.Rules.Completeness;

/// <summary>SUP1003: a <see cref="DateTime"/> that says of no offset becomes the time of an issue: the machine's own offset is made up for it.</summary>
internal sealed class LostOffsetRule : IRule
{
    public const string Id = "SUP1003";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Occurred-at loses its offset",
        "OccurredAt is taken from {0}: the offset of the machine that runs this is made up for it",
        RuleCategory.Completeness,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Of(Id));

    public ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Rule);

    public void Register(Registration registration) => registration.OnAssignment(Check, "OccurredAt");

    private static void Check(NodeContext context)
    {
        if (context.Operation is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.ContainingType: { } owner }, Value: { } value }
            || !(context.Sdk.IsTicket(owner) || Sdk.Is(owner, context.Sdk.ApiError) || Sdk.Is(owner, context.Sdk.ConsoleError))
            || Converted(value) is not { } time
            || TimeKind.Of(time, context) is not { } kind)
        {
            return;
        }

        // The machine's own clock has an offset, that of the machine; support reads it right as long as the machine's zone is.
        var severity = kind.IsLocal ? DiagnosticSeverity.Info : Rule.DefaultSeverity;
        context.Report(Diagnostic.Create(Rule, time.Syntax.GetLocation(), severity, additionalLocations: null, properties: null, kind.Words));
    }

    /// <summary>The <see cref="DateTime"/> that is converted without an offset of its own; null where none is.</summary>
    private static IOperation? Converted(IOperation value)
    {
        switch (value)
        {
            case IConversionOperation { OperatorMethod: not null, Operand: { Type.SpecialType: SpecialType.System_DateTime } operand }:
                return operand;
            case IConversionOperation conversion:
                return Converted(conversion.Operand);
            case IObjectCreationOperation { Type.Name: nameof(DateTimeOffset), Arguments: { Length: 1 } arguments } when arguments[0].Value.Type?.SpecialType == SpecialType.System_DateTime:
                return arguments[0].Value;
            default:
                return null;
        }
    }
}
