using System.Text.Json;

namespace DeliveryOtp.Api.Persistence;

/// <summary>
/// A row that can't be read, since somebody edited it or a newer version wrote it, is missing from a list, and an alarm: all the
/// others are there. Asked for by its id it answers that the service has a fault.
/// </summary>
public sealed partial class UnreadableRows(ILogger<UnreadableRows> logger)
{
    /// <returns>Null: it can't be read.</returns>
    public TItem? Read<TRow, TItem>(TRow row, Func<TRow, Guid> idOf, Func<TRow, TItem> read)
        where TItem : class
    {
        try
        {
            return read(row);
        }
        catch (Exception unreadable) when (IsReason(unreadable))
        {
            LogUnreadable(unreadable, typeof(TItem).Name, idOf(row));
            return null;
        }
    }

    /// <summary>What reading a row throws when its text is not what this version writes.</summary>
    internal static bool IsReason(Exception exception) =>
        exception is JsonException or KeyNotFoundException or ArgumentException or InvalidCastException or NullReferenceException or FormatException
            or OverflowException;

    [LoggerMessage(EventName = "row_unreadable", Level = LogLevel.Critical, Message = "A stored {Item} can't be read, and is missing from lists: {Id}")]
    private partial void LogUnreadable(Exception unreadable, string item, Guid id);
}
