using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SupportSdk.Analyzers.Driver;

namespace SupportSdk.Analyzers.Rules.Completeness;

/// <summary>Whether a <see cref="DateTime"/> knows what it is relative to. Only what is certain is said; a parameter or a field is not.</summary>
internal sealed class TimeKind
{
    private static readonly TimeKind Local = new(true, "the machine's local clock");

    private TimeKind(bool isLocal, string words) => (IsLocal, Words) = (isLocal, words);

    /// <summary>Whether it has the machine's offset; else it has none.</summary>
    public bool IsLocal { get; }

    public string Words { get; }

    /// <summary>Null where it is relative to UTC, or nothing is known.</summary>
    public static TimeKind? Of(IOperation time, NodeContext context) => Implicit.Unwrap(time) switch
    {
        IPropertyReferenceOperation { Property: { Name: "Now" or "Today", ContainingType.SpecialType: SpecialType.System_DateTime } } => Local,
        IPropertyReferenceOperation { Property: { Name: "DateTime", ContainingType.Name: nameof(DateTimeOffset) } } => new(false, "DateTimeOffset.DateTime, which drops the offset"),
        IPropertyReferenceOperation { Property: { Name: "Date", ContainingType.SpecialType: SpecialType.System_DateTime }, Instance: { } instance } => Of(instance, context),
        IObjectCreationOperation { Type.SpecialType: SpecialType.System_DateTime } creation => OfCreation(creation),
        IInvocationOperation call => OfCall(call, context),
        ILocalReferenceOperation { Local: var local } => OfLocal(local, context),
        _ => null,
    };

    private static TimeKind? OfCreation(IObjectCreationOperation creation) =>
        creation.Arguments.Length == 0 || creation.Arguments.Any(argument => argument.Parameter?.Type.Name == nameof(DateTimeKind)) ? null : new(false, "a DateTime without a kind");

    private static TimeKind? OfCall(IInvocationOperation call, NodeContext context)
    {
        var (type, name) = (call.TargetMethod.ContainingType, call.TargetMethod.Name);
        if (type.SpecialType == SpecialType.System_DateTime && name.StartsWith("Add", StringComparison.Ordinal) && call.Instance is { } instance)
        {
            return Of(instance, context);
        }

        var isParsed = (type.SpecialType == SpecialType.System_DateTime && name is "Parse" or "ParseExact") || (type.Name == "Convert" && name == "ToDateTime");
        return isParsed && !call.Arguments.Any(argument => argument.Parameter?.Type.Name == "DateTimeStyles") ? new(false, "text that is read without saying what it is relative to")
            : name == "GetDateTime" && IsReader(type) ? new(false, "a database column without an offset")
            : null;
    }

    private static bool IsReader(ITypeSymbol type) => type.Name == "DbDataReader" || (type.BaseType is { } parent && IsReader(parent)) || type.Name == "IDataRecord";

    // A local that is written once is what it was written with.
    private static TimeKind? OfLocal(ILocalSymbol local, NodeContext context)
    {
        if (local.DeclaringSyntaxReferences is not { Length: 1 } declarations
            || declarations[0].GetSyntax(context.CancellationToken) is not VariableDeclaratorSyntax { Initializer.Value: { } initializer } declarator
            || declarator.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member
            || member.DescendantNodes().Any(node => IsWrite(node, local.Name)))
        {
            return null;
        }

        return context.Model.GetOperation(initializer, context.CancellationToken) is { } written ? Of(written, context) : null;
    }

    private static bool IsWrite(SyntaxNode node, string name) => node switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(left => left.Identifier.ValueText == name),
        ArgumentSyntax { RefKindKeyword.RawKind: not (int)SyntaxKind.None, Expression: IdentifierNameSyntax argument } => argument.Identifier.ValueText == name,
        _ => false,
    };
}
