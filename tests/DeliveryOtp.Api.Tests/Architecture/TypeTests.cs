using System.Reflection;
using System.Reflection.Emit;

namespace DeliveryOtp.Api.Tests.Architecture;

/// <summary>The types that a method asks whether something is one of them.</summary>
internal static class TypeTests
{
    private const byte TwoBytes = 0xFE;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    public static HashSet<Type> Of(MethodInfo method)
    {
        HashSet<Type> tested = [];
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
            return tested;
        for (var at = 0; at < code.Length;)
        {
            var isLong = code[at] == TwoBytes;
            var operation = OpCodesByValue[isLong ? (short)((TwoBytes << 8) | code[at + 1]) : code[at]];
            at += isLong ? 2 : 1;
            if (operation == OpCodes.Isinst)
                tested.Add(TypeOf(method, BitConverter.ToInt32(code, at)));
            at += SizeOf(operation.OperandType, code, at);
        }

        return tested;
    }

    private static Type TypeOf(MethodInfo method, int token) => method.Module.ResolveType(
        token,
        method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null,
        method.IsGenericMethod ? method.GetGenericArguments() : null);

    private static int SizeOf(OperandType operand, byte[] code, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };
}
