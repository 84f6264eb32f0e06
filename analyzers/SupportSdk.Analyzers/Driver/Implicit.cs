using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SupportSdk.Analyzers.Driver;

/// <summary>Sees through what does not change a value: parentheses, conversions that keep the object, and nullable wrapping.</summary>
internal static class Implicit
{
    public static IOperation Unwrap(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                default:
                    return operation;
            }
        }
    }
}
