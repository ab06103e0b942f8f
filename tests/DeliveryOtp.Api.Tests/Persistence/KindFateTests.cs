using DeliveryOtp.Api.Messages;
using DeliveryOtp.Api.Pages;
using DeliveryOtp.Api.Pages.Recipient;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Persistence.Readers;
using DeliveryOtp.Api.Recipients;
using DeliveryOtp.Api.Signals;
using DeliveryOtp.Api.Webhooks;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Tests.Persistence;

/// <summary>
/// What becomes of each kind with everybody who reads the journal: the recipient (page and stream), the retailer (webhook), the
/// mails, the signals. A kind that is missing here does not compile.
/// </summary>
public sealed class KindFateTests
{
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_reader_does_with_a_kind_what_the_table_says(EntryKind kind)
    {
        var entry = EntryOf(EntrySamples.All.Single(happened => happened.EntryKind == kind));
        Assert.Equal(
            FateOf(kind),
            new Fate(
                TrackedEvents.IsShown(kind),
                WebhookEvent.TypeOf(entry),
                WorthTelling.Of(entry)?.Mail.Kind is { } mail ? EnumName<MessageKind>.Parse(mail) : null,
                Occasions.Of(kind)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_stream_tells_what_the_page_shows(EntryKind kind)
    {
        var told = TrackedEvents.Of(new EntryExcerpt(1, kind, DateTimeOffset.UnixEpoch, Outcome: null, Verdict: null, IsStranger: false));
        Assert.Equal(FateOf(kind).Recipient ? KindName.Of(kind) : null, told?.Event.Kind);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_the_page_shows_it_has_words_for(EntryKind kind)
    {
        var happened = new TrackedEvent(DateTimeOffset.UnixEpoch, KindName.Of(kind), Outcome: null, Where: null);
        if (FateOf(kind).Recipient)
            Assert.All(PageTexts.Languages.Values, texts => Assert.NotEmpty(texts[PlainEvents.TitleOf(happened)]));
        else
            Assert.Throws<ArgumentException>(() => PlainEvents.TitleOf(happened));
    }

    [Fact]
    public void Nobody_is_told_of_what_this_version_does_not_know()
    {
        var newer = EntryOf(new Received()) with { Kind = "teleported" };
        Assert.Equal(
            (null, null, Occasion.None, null),
            (WebhookEvent.TypeOf(newer), WorthTelling.Of(newer), Occasions.Of(newer.EntryKind), StoredCodes.GenerationOf(newer.Content)));
        Assert.Null(TrackedEvents.Of(new EntryExcerpt(1, Kind: null, DateTimeOffset.UnixEpoch, Outcome: null, Verdict: null, IsStranger: false)));
        Assert.Null(WebhookEvent.TypeOf(EntryOf(new Received()) with { Kind = KindName.Issued, Version = short.MaxValue }));
    }

    public static TheoryData<EntryKind> Kinds => [.. Enum.GetValues<EntryKind>()];

    private static Fate FateOf(EntryKind kind) => kind switch
    {
        EntryKind.Issued => new(Recipient: true, "delivery.issued", Mail: null, Occasion.None),
        EntryKind.Renewed => new(Recipient: true, "delivery.code_renewed", Mail: null, Occasion.None),
        EntryKind.Held => new(Recipient: true, "delivery.held", MessageKind.Held, Occasion.None),
        EntryKind.Unlocked => new(Recipient: true, "delivery.unlocked", Mail: null, Occasion.None),
        EntryKind.Cancelled => new(Recipient: true, "delivery.cancelled", Mail: null, Occasion.None),
        EntryKind.Expired => new(Recipient: true, "delivery.expired", Mail: null, Occasion.None),
        EntryKind.Changed => new(Recipient: true, "delivery.changed", Mail: null, Occasion.None),
        EntryKind.Arrived => new(Recipient: true, "delivery.arrived", MessageKind.Arrival, Occasion.Arrival),
        EntryKind.Attempted => new(Recipient: true, "delivery.attempted", MessageKind.Locked, Occasion.Attempt),
        EntryKind.SessionClosed => new(Recipient: true, "delivery.session_closed", Mail: null, Occasion.None),
        EntryKind.Revealed => new(Recipient: true, Webhook: null, Mail: null, Occasion.None),
        EntryKind.Hidden => new(Recipient: true, Webhook: null, Mail: null, Occasion.None),
        EntryKind.Denied => new(Recipient: true, Webhook: null, Mail: null, Occasion.None),
        EntryKind.LeftReported => new(Recipient: true, Webhook: null, Mail: null, Occasion.None),
        EntryKind.Received => new(Recipient: true, Webhook: null, Mail: null, Occasion.None),
        EntryKind.Contested => new(Recipient: true, "delivery.contested", MessageKind.Contested, Occasion.Contest),
        EntryKind.SignalRaised => new(Recipient: false, Webhook: null, Mail: null, Occasion.None),
        EntryKind.Viewed => new(Recipient: false, Webhook: null, Mail: null, Occasion.None),
        EntryKind.Noted => new(Recipient: false, Webhook: null, Mail: null, Occasion.None),
        EntryKind.LinkSent => new(Recipient: false, Webhook: null, MessageKind.Link, Occasion.None),
        EntryKind.DisputeOpened => new(Recipient: false, Webhook: null, Mail: null, Occasion.None),
        EntryKind.DisputeNoted => new(Recipient: false, Webhook: null, Mail: null, Occasion.None),
        EntryKind.DisputeDecided => new(Recipient: false, "dispute.decided", Mail: null, Occasion.None),
    };

    private static StoredEntry EntryOf(DeliveryEvent happened)
    {
        var form = StoredForms.Write(StoredForms.Of(happened));
        return new StoredEntry
        {
            RetailerId = default,
            DeliveryId = default,
            Sequence = 1,
            Id = Guid.Empty,
            Kind = form.Kind,
            Version = form.Version,
            Detail = form.Detail,
            RecordedAt = DateTimeOffset.UnixEpoch,
            Actor = ("system", "deliveryotp"),
            Position = 0,
        };
    }

    private sealed record Fate(bool Recipient, string? Webhook, MessageKind? Mail, Occasion Signals);
}
