using System.Text.Json;

namespace DeliveryOtp.Api.Persistence;

/// <summary>What reading a row throws when its text is not what this version writes: somebody edited it, or a newer version wrote it.</summary>
internal static class UnreadableRow
{
    public static bool IsReason(Exception exception) =>
        exception is JsonException or KeyNotFoundException or ArgumentException or InvalidCastException;
}
