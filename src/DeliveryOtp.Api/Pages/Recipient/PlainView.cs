using System.Globalization;
using DeliveryOtp.Api.Recipients;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Api.Pages.Recipient;

/// <summary>The delivery in words for the page without scripts: what `view.js` does, for one moment.</summary>
internal sealed class PlainView
{
    private readonly TrackingResponse _tracking;
    private readonly PageTexts _texts;
    private readonly TimeZoneInfo _zone;

    /// <param name="tracking">What the service says.</param>
    /// <param name="texts">In one language.</param>
    /// <param name="isUncovered">The recipient has just asked for the digits.</param>
    public PlainView(TrackingResponse tracking, PageTexts texts, bool isUncovered)
    {
        (_tracking, _texts) = (tracking, texts);
        _zone = TimeZoneInfo.TryFindSystemTimeZoneById(tracking.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;
        Digits = isUncovered || tracking.CodeRelease == CodeRelease.OnArrival ? tracking.Code : null;
        Events = new PlainEvents(tracking, texts, _zone);
        State = StateOf();
    }

    public PlainState State { get; }

    public string? Digits { get; }

    /// <summary>The digits for ears, in their groups.</summary>
    public string? Spelled => Digits is { } digits ? $"{string.Join(' ', digits[..3].ToCharArray())}, {string.Join(' ', digits[3..].ToCharArray())}" : null;

    public PlainEvents Events { get; }

    public int Showing => _tracking.Showing?.Number ?? 0;

    public string Order => _texts.Fill("page.order", ("number", Visible(_tracking.OrderId)))
        + (_tracking.Seller is { } seller ? $" · {Visible(seller)}" : string.Empty);

    public string Title => _texts[State switch
    {
        PlainState.Asked or PlainState.Door => "ask.title",
        PlainState.Accepted => "receipt.title",
        _ => $"{EnumName<PlainState>.Of(State)}.title",
    }];

    /// <summary>Under `on_arrival`, how long the digits work. There is no renewal here: the next tap brings new ones.</summary>
    public string? WorksUntil => Digits is not null && _tracking is { CodeRelease: CodeRelease.OnArrival, Showing: { } showing }
        ? _texts.Fill("shown.until", ("time", Events.TimeWithSeconds(showing.Until)))
        : null;

    public IEnumerable<string> Sentences => State switch
    {
        PlainState.Waiting => [_texts["waiting.text"], _texts["waiting.ask"]],
        PlainState.Asked or PlainState.Door => [.. Events.Arrival, _texts["ask.nohelp"]],
        PlainState.Hidden => [_texts["hidden.text"], _texts["ask.title"]],
        PlainState.Ready => [_texts["ready.text"], _texts.Fill("ready.until", ("until", _texts.Moment(_tracking.ExpiresAt, _zone)))],
        PlainState.Accepted => [Window],
        PlainState.Received => [_texts["received.text"], Window],
        PlainState.Contested => [_texts["contested.advice"]],
        PlainState.Held => [_texts["held.text"], _texts[$"held.{EnumName<HoldCause>.Of(_tracking.HeldBecause!.Value)}"]],
        PlainState.Expired or PlainState.Cancelled => [_texts["final.text"]],
        _ => [_texts[$"{EnumName<PlainState>.Of(State)}.text"]],
    };

    private string RevealText => State switch
    {
        PlainState.Hidden => "hidden.again",
        PlainState.Door => "ready.show",
        _ => "ask.yes",
    };

    /// <summary>In the order of their importance; the stop is apart.</summary>
    public IEnumerable<PlainButton> Buttons => new (PlainButton Button, bool IsOffered)[]
    {
        (new("reveals", _texts[RevealText], IsMain: true), May(RecipientAction.Reveal)),
        (new("code", _texts["ready.show"], IsMain: false), _tracking is { CodeRelease: CodeRelease.OnIssue, Code: not null } && Digits is null && !May(RecipientAction.Reveal)),
        (new("hides", _texts[_tracking.CodeRelease == CodeRelease.OnIssue ? "ready.cover" : "shown.hide"], IsMain: false), May(RecipientAction.Hide)),
        (new("denials", _texts["ask.no"], IsMain: false), May(RecipientAction.Denial)),
        (new("receipts", _texts["receipt.yes"], IsMain: true), May(RecipientAction.Receipt)),
    }.Where(offer => offer.IsOffered).Select(offer => offer.Button);

    public bool MayStop => May(RecipientAction.Report);

    public bool MayContest => May(RecipientAction.Contest);

    /// <summary>Controls, and what turns the direction of a text, are shown as such: retailers' strings are not ours.</summary>
    public static string Visible(string text, bool keepsLines = false) => string.Concat(text.Select(character =>
        IsHarmless(character) || (keepsLines && character is '\n' or '\r' or '\t') ? character : '\ufffd'));

    private static bool IsHarmless(char character) => char.GetUnicodeCategory(character) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        || character is '\u200c' or '\u200d';

    private string Window
    {
        get
        {
            var (until, left) = (_tracking.ContestUntil!.Value, _tracking.ContestUntil!.Value - _tracking.Now);
            return left > TimeSpan.Zero
                ? _texts.Fill("contest.until", ("until", _texts.Moment(until, _zone)), ("left", string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalHours} h {left.Minutes} min")))
                : _texts.Fill("contest.over", ("until", _texts.Moment(until, _zone)));
        }
    }

    private bool May(RecipientAction action) => _tracking.Actions.Contains(action);

    private PlainState StateOf() => _tracking switch
    {
        { Status: DeliveryStatus.Locked } => PlainState.Locked,
        { Status: DeliveryStatus.Held } => _tracking.HeldBecause == HoldCause.Recipient ? PlainState.Reported : PlainState.Held,
        { Status: DeliveryStatus.Delivered } => May(RecipientAction.Receipt) ? PlainState.Accepted : PlainState.Received,
        { Status: DeliveryStatus.Contested } => PlainState.Contested,
        { Status: DeliveryStatus.Cancelled } => PlainState.Cancelled,
        { Status: DeliveryStatus.Expired } => PlainState.Expired,
        { Doorstep: null, CodeRelease: CodeRelease.OnIssue, CodeState: CodeState.Visible } => PlainState.Ready,
        { Doorstep: null } when Events.WasDenied => PlainState.Denied,
        { Doorstep: null } => Events.HadVisit ? PlainState.Ended : PlainState.Waiting,
        { CodeRelease: CodeRelease.OnIssue } => PlainState.Door,
        { Showing: not null } => PlainState.Shown,
        _ => Events.WasShown ? PlainState.Hidden : PlainState.Asked,
    };
}

/// <param name="Act">Where its form goes, below the page.</param>
/// <param name="Text">What it says.</param>
/// <param name="IsMain">It is filled.</param>
internal sealed record PlainButton(string Act, string Text, bool IsMain);

/// <summary>The states of the page; their names are those of the texts.</summary>
internal enum PlainState
{
    Waiting,
    Ended,
    Denied,
    Ready,
    Asked,
    Door,
    Shown,
    Hidden,
    Locked,
    Held,
    Reported,
    Accepted,
    Received,
    Contested,
    Cancelled,
    Expired,
}
