using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SupportSdk.Analyzers.Driver;
using SupportSdk.Analyzers.Flow.Values;

namespace SupportSdk.Analyzers.Flow.Evaluation;

/// <summary>What a condition says about the variable that it looks at. The operation was evaluated before, for its effects.</summary>
internal sealed class Conditions(Evaluator evaluator)
{
    public FlowState? Refine(IOperation condition, bool outcome)
    {
        if (condition.ConstantValue is { HasValue: true, Value: bool constant })
        {
            return constant == outcome ? evaluator.State : null;
        }

        return condition switch
        {
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => Refine(not.Operand, !outcome),
            IParenthesizedOperation parenthesized => Refine(parenthesized.Operand, outcome),
            IIsNullOperation isNull => Narrow(isNull.Operand, outcome, Answer.Null),
            IIsPatternOperation { Pattern: var pattern } isPattern => Pattern(isPattern.Value, pattern, outcome),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary => Equality(binary, outcome),
            IPropertyReferenceOperation { Property: { Name: "HasValue", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }, Instance: { } instance } =>
                Narrow(instance, !outcome, Answer.Null),
            IInvocationOperation { TargetMethod: { Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace", ContainingType.SpecialType: SpecialType.System_String }, Arguments: { Length: 1 } arguments } =>
                Narrow(arguments[0].Value, outcome, Answer.Missing),
            _ => evaluator.State,
        };
    }

    private FlowState? Equality(IBinaryOperation binary, bool outcome)
    {
        var isSame = (binary.OperatorKind == BinaryOperatorKind.Equals) == outcome;
        return IsNull(binary.RightOperand) ? Narrow(binary.LeftOperand, isSame, Answer.Null)
            : IsNull(binary.LeftOperand) ? Narrow(binary.RightOperand, isSame, Answer.Null)
            : evaluator.State;
    }

    private FlowState? Pattern(IOperation value, IPatternOperation pattern, bool outcome) => pattern switch
    {
        INegatedPatternOperation negated => Pattern(value, negated.Pattern, !outcome),
        IConstantPatternOperation constant when IsNull(constant.Value) => Narrow(value, outcome, Answer.Null),
        IRecursivePatternOperation { PropertySubpatterns.IsEmpty: true, DeconstructionSubpatterns.IsEmpty: true, DeclaredSymbol: null } => Narrow(value, !outcome, Answer.Null),
        _ => Looked(value),
    };

    private static bool IsNull(IOperation operation) => Implicit.Unwrap(operation).ConstantValue is { HasValue: true, Value: null };

    /// <summary>Keeps of a variable what is null (or blank), or all the rest. Null where nothing is left: the way is never taken.</summary>
    private FlowState? Narrow(IOperation operand, bool isMissing, Answer missing)
    {
        if (Variable(operand) is not { } variable || evaluator.State[variable] is not { } value)
        {
            return evaluator.State;
        }

        var answers = value.Answers;
        if (value.Lists.Count > 0 || (answers & Answer.Unknown) != 0)
        {
            return isMissing && value.Lists.Count > 0 && missing == Answer.Null ? null : evaluator.State;
        }

        var kept = isMissing ? (answers & missing) | ((answers & Answer.Assumed) != 0 ? missing & Answer.Null : 0) : answers & ~missing;
        return kept == Answer.None ? null : kept == answers ? evaluator.State : Write(operand, variable, value, kept);
    }

    private FlowState Write(IOperation operand, object variable, Value value, Answer kept)
    {
        var narrowed = kept == Answer.Null && value.Origin is null ? Value.Null(operand.Syntax) : value.WithAnswers(kept);
        var state = evaluator.State.With(variable, narrowed);
        return variable is CaptureId id && evaluator.Run.Captured.TryGetValue(id, out var captured) && Variable(captured) is ISymbol symbol && evaluator.State[symbol] is { } known && known.Equals(value)
            ? state.With(symbol, narrowed)
            : state;
    }

    // A pattern that looks into a ticket has thought about what it looks at.
    private FlowState Looked(IOperation value) =>
        Variable(value) is { } variable && evaluator.State[variable] is { Tickets.Length: > 0 } known
            ? evaluator.State.With(variable, known.Select(_ => TicketVariant.Unknown))
            : evaluator.State;

    private object? Variable(IOperation operation) => Implicit.Unwrap(operation) switch
    {
        ILocalReferenceOperation { Local: var local } when !evaluator.Session.Variables.IsShared(local) => local,
        IParameterReferenceOperation { Parameter: var parameter } when !evaluator.Session.Variables.IsShared(parameter) => Known(parameter),
        IFlowCaptureReferenceOperation capture => capture.Id,
        _ => null,
    };

    // A parameter is looked at before anything was assigned to it: from here on it has a value of its own.
    private object Known(IParameterSymbol parameter)
    {
        if (evaluator.State[parameter] is null)
        {
            evaluator.State = evaluator.State.With(parameter, evaluator.Foreign(parameter.Type));
        }

        return parameter;
    }
}
