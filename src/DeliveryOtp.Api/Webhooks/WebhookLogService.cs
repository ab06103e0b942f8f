using System.Buffers.Binary;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using Microsoft.EntityFrameworkCore;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>What was sent to an endpoint and how it went; and sending again, or for a test.</summary>
public sealed class WebhookLogService(DeliveryOtpDbContext database, WebhookOutbox outbox, WebhookBell bell, TimeProvider time)
{
    private static readonly string Pending = EnumName<WebhookState>.Of(WebhookState.Pending);

    /// <summary>Newest first. Null: the retailer has no such endpoint.</summary>
    public async Task<Page<WebhookDeliveryItem>?> ListAsync(RetailerId retailer, Guid endpoint, PageQuery page, CancellationToken cancel)
    {
        if (!await ExistsAsync(retailer, endpoint, cancel))
            return null;
        var before = page.Before is { } cursor ? NumberOf(cursor) : long.MaxValue;
        var rows = await MessagesOf(retailer, endpoint)
            .Where(row => row.Number < before)
            .OrderByDescending(row => row.Number)
            .Take(page.Size + 1)
            .ToListAsync(cancel);
        var items = await ItemsAsync(retailer, endpoint, rows, cancel);
        return Cursor.PageOf(items, page.Size, item => CursorOf(item.Number), item => item);
    }

    /// <summary>Sends a message again, as if for the first time.</summary>
    public async Task<WebhookOrder> RetryAsync(RetailerId retailer, Guid endpoint, long number, CancellationToken cancel)
    {
        if (!await MessagesOf(retailer, endpoint).AnyAsync(row => row.Number == number, cancel))
            return new WebhookOrder.NotFound();
        return await outbox.RetryAsync(retailer.Value, endpoint, number, time.Now(), cancel)
            ? await OrderedAsync(retailer, endpoint, number, cancel)
            : new WebhookOrder.Disabled();
    }

    /// <summary>Sends a message that says that it is a test.</summary>
    public async Task<WebhookOrder> TestAsync(RetailerId retailer, Guid endpoint, CancellationToken cancel)
    {
        if (!await ExistsAsync(retailer, endpoint, cancel))
            return new WebhookOrder.NotFound();
        var now = time.Now();
        var test = new NewWebhookMessage(
            retailer,
            endpoint,
            Subject: endpoint,
            $"msg_{RecordId.Next(now):N}_test",
            WebhookEventTypes.Test,
            now,
            """{"message":"This is a test. It is about no delivery."}""",
            CodeGeneration: null);
        return await outbox.AddAsync(test, now, cancel) is { } number
            ? await OrderedAsync(retailer, endpoint, number, cancel)
            : new WebhookOrder.Disabled();
    }

    private async Task<WebhookOrder> OrderedAsync(RetailerId retailer, Guid endpoint, long number, CancellationToken cancel)
    {
        bell.Ring();
        var rows = await MessagesOf(retailer, endpoint).Where(row => row.Number == number).ToListAsync(cancel);
        return await ItemsAsync(retailer, endpoint, rows, cancel) is [var item]
            ? new WebhookOrder.Taken(item)
            : new WebhookOrder.NotFound();
    }

    private async Task<IReadOnlyList<WebhookDeliveryItem>> ItemsAsync(
        RetailerId retailer,
        Guid endpoint,
        List<WebhookMessageRow> rows,
        CancellationToken cancel)
    {
        var numbers = rows.ConvertAll(row => row.Number);
        var subjects = rows.ConvertAll(row => row.SubjectId);
        var posts = (await database.WebhookPosts
            .Where(post => post.RetailerId == retailer.Value && post.EndpointId == endpoint && numbers.Contains(post.Number))
            .OrderBy(post => post.PostedAt)
            .ToListAsync(cancel)).ToLookup(post => post.Number);
        var due = await database.WebhookLanes
            .Where(lane => lane.RetailerId == retailer.Value && lane.EndpointId == endpoint && subjects.Contains(lane.SubjectId))
            .ToDictionaryAsync(lane => lane.SubjectId, lane => lane.DueAt, cancel);
        return rows.ConvertAll(row => new WebhookDeliveryItem(
            row.Number,
            row.MessageId,
            row.Type,
            row.SubjectId == endpoint ? null : row.SubjectId,
            row.HappenedAt,
            EnumName<WebhookState>.Parse(row.State),
            row.Tries > 0 && row.State == Pending && due.TryGetValue(row.SubjectId, out var next) ? next : null,
            [.. posts[row.Number].Select(post => new WebhookAttemptItem(post.PostedAt, post.Status, post.DurationMs, post.Error))]));
    }

    private Task<bool> ExistsAsync(RetailerId retailer, Guid endpoint, CancellationToken cancel) =>
        database.WebhookEndpoints.AnyAsync(row => row.RetailerId == retailer.Value && row.Id == endpoint, cancel);

    private IQueryable<WebhookMessageRow> MessagesOf(RetailerId retailer, Guid endpoint) =>
        database.WebhookMessages.Where(row => row.RetailerId == retailer.Value && row.EndpointId == endpoint);

    /// <summary>Cursors hold an id; here it is a number.</summary>
    private static Guid CursorOf(long number)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], number);
        return new Guid(bytes, bigEndian: true);
    }

    private static long NumberOf(Guid cursor) => BinaryPrimitives.ReadInt64BigEndian(cursor.ToByteArray(bigEndian: true).AsSpan(8));
}

/// <summary>What became of an order to send something.</summary>
public abstract record WebhookOrder
{
    private WebhookOrder()
    {
    }

    public sealed record Taken(WebhookDeliveryItem Delivery) : WebhookOrder;

    public sealed record NotFound : WebhookOrder;

    public sealed record Disabled : WebhookOrder;
}
