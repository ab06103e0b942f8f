using System.Buffers.Binary;
using System.Buffers.Text;
using DeliveryOtp.Api.Http;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>Which page of a timeline.</summary>
public sealed record TimelineQuery
{
    /// <summary>Entries a page, 1–200; 50 when omitted.</summary>
    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }

    /// <summary>The previous page's `next_cursor`.</summary>
    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }

    internal int Size => Limit ?? Http.Cursor.DefaultLimit;

    internal TimelineCursor? Position => Cursor is not null && TimelineCursor.TryParse(Cursor, out var cursor) ? cursor : null;
}

/// <summary>
/// Where a walk through a timeline stands, and where it ends. It has to end somewhere: each page that support reads adds
/// an entry, so a walk in small pages would run after its own trace for ever.
/// </summary>
internal readonly record struct TimelineCursor(int After, int Last)
{
    private const int Bytes = 2 * sizeof(int);

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt32BigEndian(bytes, After);
        BinaryPrimitives.WriteInt32BigEndian(bytes[sizeof(int)..], Last);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryParse(string text, out TimelineCursor cursor)
    {
        cursor = default;
        Span<byte> bytes = stackalloc byte[Bytes];
        if (!Cursor.TryDecode(text, bytes))
            return false;
        cursor = new TimelineCursor(
            BinaryPrimitives.ReadInt32BigEndian(bytes),
            BinaryPrimitives.ReadInt32BigEndian(bytes[sizeof(int)..]));
        return cursor.After >= 0 && cursor.Last >= cursor.After;
    }
}

internal sealed class TimelineQueryValidator : AbstractValidator<TimelineQuery>
{
    public TimelineQueryValidator()
    {
        RuleFor(query => query.Limit).Between(1, Http.Cursor.MaxLimit);
        RuleFor(query => query.Cursor)
            .Must(cursor => cursor is null || TimelineCursor.TryParse(cursor, out _))
            .WithMessage("must be the next_cursor of a previous page");
    }
}
