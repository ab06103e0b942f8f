using System.Security.Cryptography;
using System.Text.Json;
using DeliveryOtp.Evidence.Canonical;

namespace DeliveryOtp.Evidence.Commitments;

/// <summary>
/// Stands for a group of personal fields in a leaf: SHA-256 over a random salt and the group's canonical JSON. With salt and fields anybody
/// can open it; without them nobody can guess what they were, and the leaf and its proofs go on to hold.
/// </summary>
public static class GroupCommitment
{
    /// <summary>128 bits, of each group its own.</summary>
    public const int SaltBytes = 16;

    public const int Bytes = SHA256.HashSizeInBytes;

    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(SaltBytes);

    /// <exception cref="CanonicalJsonException">The group has no canonical spelling.</exception>
    public static byte[] Of(ReadOnlySpan<byte> salt, JsonElement group)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(salt.Length, SaltBytes, nameof(salt));
        return SHA256.HashData([.. salt, .. CanonicalJson.Of(group)]);
    }

    /// <summary>Whether salt and fields are those that were committed to.</summary>
    public static bool Opens(ReadOnlySpan<byte> commitment, ReadOnlySpan<byte> salt, JsonElement group) =>
        salt.Length == SaltBytes && CryptographicOperations.FixedTimeEquals(Of(salt, group), commitment);
}
