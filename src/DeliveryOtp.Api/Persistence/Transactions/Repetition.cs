using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Persistence.Transactions;

/// <summary>Which delivery a request is about, and the idempotency key that it carries.</summary>
public sealed record DeliveryKey(RetailerId RetailerId, DeliveryId DeliveryId, RequestKey? RequestKey = null);

/// <summary>An entry of the journal, written now or by an earlier request: an answer is made of it the first time and again.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="DeliveryId">Its delivery.</param>
/// <param name="RecordedAt">The server's clock.</param>
/// <param name="Content">What it tells.</param>
public sealed record WrittenEntry(Guid Id, DeliveryId DeliveryId, DateTimeOffset RecordedAt, StoredContent Content);

/// <summary>An entry that an earlier request with the same idempotency key left in the journal.</summary>
internal sealed record PriorEntry(DeliveryKey Key, byte[] RequestDigest, Guid Id, DateTimeOffset RecordedAt, StoredForm Form, int Sequence)
{
    /// <exception cref="System.Text.Json.JsonException">It no longer reads.</exception>
    public WrittenEntry Read() => new(Id, Key.DeliveryId, RecordedAt, Form.Read());
}

/// <summary>Whether a request was here before.</summary>
internal abstract record Repetition
{
    private Repetition()
    {
    }

    /// <summary>It was not.</summary>
    public sealed record None : Repetition;

    /// <summary>It was, and this is what it left.</summary>
    public sealed record Same(PriorEntry Prior) : Repetition;

    /// <summary>Its key was, with another request.</summary>
    public sealed record Other : Repetition;
}
