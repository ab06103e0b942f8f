using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace DeliveryOtp.Evidence.Log;

/// <summary>A hash of the log's tree (RFC 9162 §2.1.1): SHA-256, of leaves and nodes in spaces of their own.</summary>
public readonly record struct LogHash
{
    public const int Bytes = SHA256.HashSizeInBytes;

    private const byte LeafPrefix = 0x00;
    private const byte NodePrefix = 0x01;

    private readonly Vector256<byte> _value;

    /// <param name="bytes">32 of them.</param>
    public LogHash(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Bytes, nameof(bytes));
        _value = Vector256.Create(bytes);
    }

    /// <summary>The root of the tree without leaves.</summary>
    public static LogHash OfNothing { get; } = new(SHA256.HashData([]));

    /// <summary>Of an entry.</summary>
    public static LogHash OfLeaf(ReadOnlySpan<byte> entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([LeafPrefix]);
        hash.AppendData(entry);
        return new(hash.GetHashAndReset());
    }

    /// <summary>Of two subtrees.</summary>
    public static LogHash OfNode(LogHash left, LogHash right)
    {
        Span<byte> content = stackalloc byte[1 + Bytes + Bytes];
        content[0] = NodePrefix;
        left.CopyTo(content[1..]);
        right.CopyTo(content[(1 + Bytes)..]);
        Span<byte> hash = stackalloc byte[Bytes];
        SHA256.HashData(content, hash);
        return new(hash);
    }

    public void CopyTo(Span<byte> target) => _value.CopyTo(target);

    public byte[] ToArray()
    {
        var bytes = new byte[Bytes];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToArray());
}
