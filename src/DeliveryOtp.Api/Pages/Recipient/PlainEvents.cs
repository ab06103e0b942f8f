using System.Globalization;
using DeliveryOtp.Api.Recipients;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Pages.Recipient;

/// <summary>What happened, in words: the newest attempt of the visit, and the whole of it.</summary>
internal sealed class PlainEvents(TrackingResponse tracking, PageTexts texts, TimeZoneInfo zone)
{
    private static readonly string Accepted = EnumName<AttemptOutcome>.Of(AttemptOutcome.Accepted);
    private static readonly string Opened = EnumName<ArrivalOutcome>.Of(ArrivalOutcome.Opened);
    private static readonly string AlreadyOpen = EnumName<ArrivalOutcome>.Of(ArrivalOutcome.AlreadyOpen);
    private static readonly string Wrong = EnumName<AttemptOutcome>.Of(AttemptOutcome.WrongCode);

    private readonly List<TrackedEvent> _events = [.. tracking.Events];

    private int Opening => _events.FindLastIndex(IsOpening);

    private IEnumerable<TrackedEvent> Visit => _events.Skip(Opening + 1);

    public bool WasDenied => Visit.Any(happened => happened.EntryKind == EntryKind.Denied);

    public bool WasShown => Visit.Any(happened => happened.EntryKind == EntryKind.Revealed);

    public bool HadVisit => Opening >= 0 || _events.Exists(happened => happened.EntryKind == EntryKind.SessionClosed);

    public IEnumerable<string> Arrival => _events.FindLast(IsOpening) is { } arrival
        ? [$"{texts.Fill("ask.text", ("time", Local(arrival.At, "HH:mm")))} {PlaceOf(arrival)}"]
        : [];

    /// <summary>The newest attempt since the last visit opened; or that there was none.</summary>
    public PlainResult Result
    {
        get
        {
            var index = _events.FindLastIndex(happened => happened.EntryKind == EntryKind.Attempted);
            if (index < 0 || index < Opening)
            {
                return new PlainResult("none", texts[index < 0 ? "none.title" : "none.visit"], [
                    texts.Fill("none.text", ("time", TimeWithSeconds(tracking.Now))),
                    .. Strangers,
                ], Away: null);
            }

            var attempt = _events[index];
            var kind = KindOf(attempt);
            var unlocked = _events.FindLastIndex(happened => happened.EntryKind == EntryKind.Unlocked);
            var wrong = _events.Skip(unlocked + 1).Take(index - unlocked).Count(happened => happened.Outcome == Wrong);
            string?[] lines =
            [
                texts.Fill($"{kind}.text", ("time", TimeWithSeconds(attempt.At)), ("wrong", Number(wrong))),
                ReasonOf(attempt),
                kind == "wrong" ? $"{texts.Fill("fact.tries", ("tries", Number(3 - wrong)))} · {PlaceOf(attempt)}" : PlaceOf(attempt),
            ];
            return new PlainResult(kind, texts[$"{kind}.title"], [.. lines.OfType<string>()], attempt.Where == Whereabouts.AwayFromYourAddress ? texts["away"] : null);
        }
    }

    /// <summary>Newest first.</summary>
    public IEnumerable<(DateTimeOffset At, string Moment, string Text)> Told => _events
        .Where(happened => happened.EntryKind is not null)
        .Select(happened => (happened.At, Text: TextOf(happened)))
        .Concat(Strangers.Select(text => (At: tracking.Refused!.LastAt, Text: text)))
        .OrderBy(told => told.At)
        .Reverse()
        .Select(told => (told.At, texts.Moment(told.At, zone), told.Text));

    public string TimeWithSeconds(DateTimeOffset at) => Local(at, "HH:mm:ss");

    private IEnumerable<string> Strangers => tracking.Refused is { } refused
        ? [texts.Fill("event.stranger", ("number", Number(refused.Count)), ("time", Local(refused.LastAt, "HH:mm")))]
        : [];

    private string TextOf(TrackedEvent happened)
    {
        string?[] parts = [texts[TitleOf(happened)], ReasonOf(happened), PlaceOf(happened)];
        return string.Join(" · ", parts.OfType<string>());
    }

    /// <summary>The name of its text.</summary>
    internal static string TitleOf(TrackedEvent happened) => happened.EntryKind switch
    {
        EntryKind.Attempted => $"{KindOf(happened)}.title",
        EntryKind.Arrived => happened.Outcome == Opened || happened.Outcome == AlreadyOpen ? "event.arrived" : "event.not_arrived",
        EntryKind.Renewed => "renewed",
        EntryKind.SessionClosed => "ended.title",
        EntryKind.Held or EntryKind.Cancelled or EntryKind.Expired => $"{happened.Kind}.title",
        EntryKind.Issued or EntryKind.Unlocked or EntryKind.Changed or EntryKind.Revealed or EntryKind.Hidden or EntryKind.Denied
            or EntryKind.LeftReported or EntryKind.Received or EntryKind.Contested => $"event.{happened.Kind}",
        EntryKind.SignalRaised or EntryKind.Viewed or EntryKind.Noted or EntryKind.LinkSent or EntryKind.DisputeOpened
            or EntryKind.DisputeNoted or EntryKind.DisputeDecided or null =>
                throw new ArgumentException("Recipients see no such event.", nameof(happened)),
    };

    private static bool IsOpening(TrackedEvent happened) => happened.EntryKind == EntryKind.Arrived && happened.Outcome == Opened;

    private static string KindOf(TrackedEvent attempt)
    {
        if (attempt.Outcome == Accepted)
            return "accepted";
        return attempt.Outcome == Wrong ? "wrong" : "refused";
    }

    private string? ReasonOf(TrackedEvent happened) => happened.Outcome is { } outcome ? texts.All.GetValueOrDefault($"refused.{outcome}") : null;

    private string? PlaceOf(TrackedEvent happened) => happened.Where switch
    {
        Whereabouts.AtYourDoor => Place("inside"),
        Whereabouts.AwayFromYourAddress => Place("outside"),
        Whereabouts.Unknown => Place("unverified"),
        null => null,
    };

    private string Place(string verdict) => texts.Fill("fact.place", ("place", texts[$"place.{verdict}"]));

    private string Local(DateTimeOffset at, string format) => TimeZoneInfo.ConvertTime(at, zone).ToString(format, CultureInfo.InvariantCulture);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Kind">For the look.</param>
/// <param name="Title">Its word.</param>
/// <param name="Lines">When, why, where.</param>
/// <param name="Away">That it was not at the door; null: that is not known to be so.</param>
internal sealed record PlainResult(string Kind, string Title, IReadOnlyList<string> Lines, string? Away);
