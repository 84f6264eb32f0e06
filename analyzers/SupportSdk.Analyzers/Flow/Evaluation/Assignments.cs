using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SupportSdk.Analyzers.Driver;
using SupportSdk.Analyzers.Flow.Values;
using SupportSdk.Analyzers.Symbols;

namespace SupportSdk.Analyzers.Flow.Evaluation;

/// <summary>What an assignment changes: a variable, or a property of the ticket that is being made.</summary>
internal sealed class Assignments(Evaluator evaluator)
{
    // The impacts that affect no end user; a test holds them equal to what the run says.
    private static readonly string[] AffectsNobody = ["NotImpairing", "FeatureRequest"];

    private FlowSession Session => evaluator.Session;

    public Value Assign(IAssignmentOperation assignment)
    {
        if (assignment is IDeconstructionAssignmentOperation)
        {
            return Deconstruct(assignment.Target, assignment.Value);
        }

        var value = evaluator.Evaluate(assignment.Value);
        return assignment is ISimpleAssignmentOperation ? Write(assignment.Target, value, assignment.Value) : Write(assignment.Target, Value.Assumed);
    }

    public Value Write(IOperation target, Value value, IOperation? source = null)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                evaluator.State = evaluator.State.With(local.Local, value);
                break;
            case IParameterReferenceOperation parameter:
                evaluator.State = evaluator.State.With(parameter.Parameter, value);
                break;
            case IDeclarationExpressionOperation declaration:
                Write(declaration.Expression, value, source);
                break;
            case IFlowCaptureReferenceOperation capture when evaluator.Run.Captured.TryGetValue(capture.Id, out var captured) && captured is ILocalReferenceOperation or IParameterReferenceOperation or IPropertyReferenceOperation:
                Write(captured, value, source);
                break;
            case IPropertyReferenceOperation property:
                WriteProperty(property, value, source);
                break;
            default:
                evaluator.Children(target, value);
                break;
        }

        return value;
    }

    /// <summary>Reads a property of a ticket. Whoever reads it has thought about it: of the ticket in that variable, nothing more is said about it.</summary>
    public Value Read(IPropertyReferenceOperation property, Value instance, int slot)
    {
        var answers = instance.Tickets.Aggregate(Answer.None, (known, variant) => known | variant[slot]);
        var isTied = instance.Tickets.Length == 0 || instance.Tickets.Any(variant => variant[Session.Contract.Tied] != Answer.Null);
        if (Variable(property.Instance) is { } variable && instance.Tickets.Length > 0)
        {
            evaluator.State = evaluator.State.With(variable, instance.Select(variant => variant.With(slot, Answer.Unknown)));
        }

        return Value.Of(answers == Answer.None ? Answer.Unknown : answers, null).WithTie(isTied);
    }

    private static object? Variable(IOperation? instance) => instance switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFlowCaptureReferenceOperation capture => capture.Id,
        IConversionOperation conversion => Variable(conversion.Operand),
        _ => null,
    };

    private Value Deconstruct(IOperation target, IOperation source)
    {
        target = target is IDeclarationExpressionOperation declaration ? declaration.Expression : target;
        if (target is ITupleOperation to && Implicit.Unwrap(source) is ITupleOperation from && to.Elements.Length == from.Elements.Length)
        {
            // All of the right side is evaluated before anything on the left is written.
            var values = from.Elements.Select(evaluator.Evaluate).ToList();
            for (var i = 0; i < to.Elements.Length; i++)
            {
                Write(to.Elements[i], values[i], from.Elements[i]);
            }

            return Value.Assumed;
        }

        evaluator.Evaluate(source);
        WriteForeign(target);
        return Value.Assumed;
    }

    private void WriteForeign(IOperation target)
    {
        if (target is ITupleOperation tuple)
        {
            foreach (var element in tuple.Elements)
            {
                WriteForeign(element is IDeclarationExpressionOperation { Expression: ITupleOperation inner } ? inner : element);
            }
        }
        else
        {
            Write(target, evaluator.Foreign(target.Type));
        }
    }

    private void WriteProperty(IPropertyReferenceOperation property, Value value, IOperation? source)
    {
        if (property.Instance is null)
        {
            return;
        }

        var instance = evaluator.Evaluate(property.Instance);
        if (!Session.Sdk.IsTicket(property.Property.ContainingType) || instance.Tickets.Length == 0 || Variable(property.Instance) is not { } variable)
        {
            return;
        }

        evaluator.State = evaluator.State.With(variable, instance.Select(variant => Set(variant, property.Property, value, source)));
    }

    private TicketVariant Set(TicketVariant variant, IPropertySymbol property, Value value, IOperation? source)
    {
        var contract = Session.Contract;
        if (property.Name is "Summary" or "Description" && source is not null && LinkText.MayHoldLink(source, value))
        {
            return variant.With(contract.Text, Answer.Assumed);
        }

        if (contract.SlotOf(property.Name) is not (>= 0 and var slot))
        {
            return variant;
        }

        if (property.Name == "Exception")
        {
            variant = variant.With(contract.Tied, value.IsTied ? Answer.Assumed : Answer.Null);
        }

        return variant.With(slot, Encode(property, value), (evaluator.State.AnswersOf(value) & Answer.Missing) != 0 && (value.Answers & ~Answer.Missing) != 0 ? value.Origin : null);
    }

    // What decides whether a diagnostic is required has its own reading of the four answers: unset, yes, no, unknown.
    private Answer Encode(IPropertySymbol property, Value value)
    {
        var answers = evaluator.State.AnswersOf(value);
        var isSetting = property.Name == "Impact" || Session.Contract.Requirements.Any(requirement => requirement.WhenSlot == Session.Contract.SlotOf(property.Name));
        if (!isSetting)
        {
            return property.Name == "Diagnostics" && (answers & Answer.Given) != 0 ? (answers & ~Answer.Given) | Answer.Assumed : answers;
        }

        return value.Constant switch
        {
            bool yes => yes ? Answer.Given : Answer.Assumed,
            { } constant when property.Name == "Impact" => AffectsNobody.Contains(EnumFlags.NameOf(property.Type, constant)) ? Answer.Assumed : Answer.Given,
            _ => answers == Answer.Null ? Answer.Null : Answer.Unknown,
        };
    }
}
