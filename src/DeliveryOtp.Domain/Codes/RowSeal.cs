namespace DeliveryOtp.Domain.Codes;

/// <summary>
/// A message authentication code (HMAC-SHA-256, RFC 2104) that stands in a row, over what the row holds. Who can write to the database,
/// and has no code key, can't make one.
/// </summary>
/// <param name="KeyId">The code key under which it is.</param>
/// <param name="Tag">32 bytes.</param>
public sealed record RowSeal(string KeyId, byte[] Tag);
