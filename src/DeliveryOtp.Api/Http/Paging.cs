using System.Buffers.Text;

namespace DeliveryOtp.Api.Http;

/// <summary>One page of a list.</summary>
/// <param name="Data">The items, in the order that the list promises: newest first, but for a timeline.</param>
/// <param name="NextCursor">For the next page; null on the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Data, string? NextCursor);

/// <summary>
/// Where a page ended: the id of its last item. Ids are UUIDv7, so "before this id" is "older than this item",
/// whatever has been inserted since. Opaque to clients.
/// </summary>
internal static class Cursor
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    public static string Of(Guid lastId) => Base64Url.EncodeToString(lastId.ToByteArray(bigEndian: true));

    public static bool TryParse(string cursor, out Guid lastId)
    {
        Span<byte> bytes = stackalloc byte[16];
        var isCursor = TryDecode(cursor, bytes);
        lastId = isCursor ? new Guid(bytes, bigEndian: true) : Guid.Empty;
        return isCursor;
    }

    /// <summary>Whether the text is that of exactly so many bytes.</summary>
    public static bool TryDecode(string text, Span<byte> bytes) =>
        text.Length == Base64Url.GetEncodedLength(bytes.Length)
        && Base64Url.IsValid(text)
        && Base64Url.TryDecodeFromChars(text, bytes, out var written)
        && written == bytes.Length;

    /// <summary>
    /// Cuts the surplus item, which was read to know whether there is a next page. A row that gives no item is left out, and
    /// the next page begins behind it all the same.
    /// </summary>
    public static Page<TItem> PageOf<TRow, TItem>(
        IReadOnlyList<TRow> limitPlusOne,
        int limit,
        Func<TRow, Guid> idOf,
        Func<TRow, TItem?> itemOf)
        where TItem : class =>
        new(
            [.. limitPlusOne.Take(limit).Select(itemOf).OfType<TItem>()],
            limitPlusOne.Count > limit ? Of(idOf(limitPlusOne[limit - 1])) : null);
}
