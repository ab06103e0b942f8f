namespace DeliveryOtp.Domain.Codes;

/// <summary>What is kept of a code that is dead: enough to tell that somebody typed it, and nothing that shows its digits (R12, row 12).</summary>
/// <param name="Generation">Which one it was.</param>
/// <param name="KeyId">The key of its digest.</param>
/// <param name="Digest">As <see cref="LiveCode.Digest"/>, 32 bytes.</param>
public sealed record SupersededCode(int Generation, string KeyId, byte[] Digest)
{
    /// <summary>How many a delivery keeps.</summary>
    public const int Capacity = 32;
}
