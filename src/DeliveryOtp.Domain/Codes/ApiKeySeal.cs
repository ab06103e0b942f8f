namespace DeliveryOtp.Domain.Codes;

/// <summary>
/// What is stored of an API key: a keyed digest over the key, its retailer and its role. Who can write to the database, and has no
/// code key, can make no API key with it, nor give one another role or retailer.
/// </summary>
/// <param name="KeyId">The code key under which it is.</param>
/// <param name="Digest">HMAC-SHA-256, 32 bytes.</param>
public sealed record ApiKeySeal(string KeyId, byte[] Digest);
