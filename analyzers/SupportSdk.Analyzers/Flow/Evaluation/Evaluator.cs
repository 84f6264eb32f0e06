using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SupportSdk.Analyzers.Flow.Values;

namespace SupportSdk.Analyzers.Flow.Evaluation;

/// <summary>Evaluates the operations of one block, in order: gives what is known of a value, and changes what is known here.</summary>
internal sealed class Evaluator
{
    private readonly Calls _calls;
    private readonly Assignments _assignments;

    public Evaluator(GraphRun run, FlowState state)
    {
        (Run, State) = (run, state);
        (_calls, _assignments) = (new Calls(this), new Assignments(this));
    }

    public GraphRun Run { get; }

    public FlowSession Session => Run.Session;

    public FlowState State { get; set; }

    /// <summary>What is known where the condition had this outcome; null where it never has.</summary>
    public FlowState? Refine(IOperation condition, bool outcome) => new Conditions(this).Refine(condition, outcome);

    public Value Evaluate(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true, Value: var constant } && operation is not IAssignmentOperation)
        {
            return Value.OfConstant(constant, operation.Syntax);
        }

        return operation switch
        {
            IExpressionStatementOperation statement => Evaluate(statement.Operation),
            IAssignmentOperation assignment => _assignments.Assign(assignment),
            IIncrementOrDecrementOperation increment => _assignments.Write(increment.Target, Value.Assumed),
            IFlowCaptureOperation capture => Capture(capture),
            IFlowCaptureReferenceOperation reference => State[reference.Id] ?? Foreign(reference.Type),
            ILocalReferenceOperation local => Variable(local.Local, local.Type),
            IParameterReferenceOperation parameter => Variable(parameter.Parameter, parameter.Type),
            IInvocationOperation call => _calls.Evaluate(call),
            IObjectCreationOperation creation => Creation(creation),
            IAwaitOperation { Operation: var awaited } => Evaluate(awaited),
            IConversionOperation conversion => Conversion(conversion),
            IParenthesizedOperation parenthesized => Evaluate(parenthesized.Operand),
            IDelegateCreationOperation creation => Evaluate(creation.Target),
            IFlowAnonymousFunctionOperation function => Function(function),
            IPropertyReferenceOperation property => Property(property),
            ICaughtExceptionOperation caught => Value.Exception(TiedExceptions.MayReach(caught.Syntax, Session)),
            IDefaultValueOperation @default => IsNullable(@default.Type) ? Value.Null(@default.Syntax) : Value.Empty(@default.Syntax),
            IIsNullOperation or IIsPatternOperation or IBinaryOperation or IUnaryOperation or IIsTypeOperation => Looked(operation),
            _ => Emptiness.Of(operation) is { } known ? Children(operation, known) : Children(operation, Foreign(operation.Type)),
        };
    }

    /// <summary>What is known of a value that comes from where nobody looks.</summary>
    public Value Foreign(ITypeSymbol? type)
    {
        var inner = type is INamedTypeSymbol { TypeArguments: { Length: 1 } arguments, Name: "Task" or "ValueTask" } ? arguments[0] : type;
        return Session.Sdk.IsTicket(inner) ? Value.Unknown : IsException(inner) ? Value.Assumed.WithTie(true) : Value.Assumed;
    }

    /// <summary>Evaluates for its effects what an operation consists of.</summary>
    public Value Children(IOperation operation, Value value)
    {
        foreach (var child in operation.ChildOperations)
        {
            _calls.Escape(Evaluate(child));
        }

        return value;
    }

    private static bool IsNullable(ITypeSymbol? type) =>
        type is null or { IsReferenceType: true } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } or { TypeKind: TypeKind.TypeParameter };

    private static bool IsException(ITypeSymbol? type)
    {
        for (var known = type; known is not null; known = known.BaseType)
        {
            if (known is { Name: "Exception", ContainingNamespace.Name: "System" })
            {
                return true;
            }
        }

        return false;
    }

    private Value Looked(IOperation operation)
    {
        var operands = operation.ChildOperations.Where(child => child is not IPatternOperation).Select(Evaluate).ToList();
        return operation is IBinaryOperation { Type.SpecialType: SpecialType.System_String } && operands.Any(operand => operand.Answers == Answer.Given) ? Value.Given : Foreign(operation.Type);
    }

    // Until it is called on the spot, it may run at any time.
    private Value Function(IFlowAnonymousFunctionOperation function)
    {
        Session.Created(function, Run, State);
        return Value.OfFunction(function);
    }

    private Value Capture(IFlowCaptureOperation capture)
    {
        Run.Captured[capture.Id] = capture.Value;
        var value = Evaluate(capture.Value);
        State = State.With(capture.Id, value);
        return value;
    }

    private Value Variable(ISymbol variable, ITypeSymbol? type) =>
        Session.Variables.IsShared(variable) ? Value.Unknown : State[variable] ?? Foreign(type);

    private Value Creation(IObjectCreationOperation creation)
    {
        var arguments = creation.Arguments.Select(argument => _calls.Escape(Evaluate(argument.Value))).ToList();
        if (Session.Sdk.IsTicket(creation.Type))
        {
            var fresh = TicketVariant.Fresh(creation.Syntax);
            return Value.OfTicket(creation.Constructor is { } constructor ? _calls.Provide(fresh, constructor) : fresh);
        }

        if (Lists.IsList(creation.Type))
        {
            State = State.WithList(creation.Syntax, Lists.Initial(creation, arguments, State));
            return Value.OfList(creation.Syntax);
        }

        return IsException(creation.Type) ? Value.Exception(arguments.Any(argument => argument.IsTied))
            : Emptiness.OfCreation(creation, arguments);
    }

    private Value Conversion(IConversionOperation conversion)
    {
        var value = Evaluate(conversion.Operand);
        if (conversion.OperatorMethod is not null)
        {
            return (value.Answers & ~Answer.Given) == 0 ? Value.Given : Foreign(conversion.Type);
        }

        return conversion.IsTryCast ? value.WithAnswers(value.Answers | Answer.Null) : value;
    }

    private Value Property(IPropertyReferenceOperation property)
    {
        var instance = property.Instance is null ? null : Evaluate(property.Instance);
        foreach (var argument in property.Arguments)
        {
            Evaluate(argument.Value);
        }

        if (instance is not null && Session.Sdk.IsTicket(property.Property.ContainingType) && Session.Contract.SlotOf(property.Property.Name) is >= 0 and var slot)
        {
            return _assignments.Read(property, instance, slot);
        }

        return Emptiness.Of(property) ?? Foreign(property.Type);
    }
}
