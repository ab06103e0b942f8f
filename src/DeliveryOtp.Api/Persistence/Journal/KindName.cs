using System.Collections.Frozen;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Persistence.Journal;

/// <summary>
/// How kinds are spelled in the journal, in its indexes and on the wire. Written out: a new name in C# changes no stored one. And
/// constant: only a literal lets PostgreSQL use a partial index.
/// </summary>
internal static class KindName
{
    public const string Issued = "issued";
    public const string Renewed = "renewed";
    public const string Held = "held";
    public const string Unlocked = "unlocked";
    public const string Cancelled = "cancelled";
    public const string Expired = "expired";
    public const string Changed = "changed";
    public const string Arrived = "arrived";
    public const string Attempted = "attempted";
    public const string SessionClosed = "session_closed";
    public const string Revealed = "revealed";
    public const string Hidden = "hidden";
    public const string Denied = "denied";
    public const string LeftReported = "left_reported";
    public const string Received = "received";
    public const string Contested = "contested";
    public const string SignalRaised = "signal_raised";
    public const string Viewed = "viewed";
    public const string Noted = "noted";
    public const string LinkSent = "link_sent";
    public const string DisputeOpened = "dispute_opened";
    public const string DisputeNoted = "dispute_noted";
    public const string DisputeDecided = "dispute_decided";

    private static readonly FrozenDictionary<string, EntryKind> Kinds =
        Enum.GetValues<EntryKind>().ToFrozenDictionary(Of, StringComparer.Ordinal);

    public static string Of(EntryKind kind) => kind switch
    {
        EntryKind.Issued => Issued,
        EntryKind.Renewed => Renewed,
        EntryKind.Held => Held,
        EntryKind.Unlocked => Unlocked,
        EntryKind.Cancelled => Cancelled,
        EntryKind.Expired => Expired,
        EntryKind.Changed => Changed,
        EntryKind.Arrived => Arrived,
        EntryKind.Attempted => Attempted,
        EntryKind.SessionClosed => SessionClosed,
        EntryKind.Revealed => Revealed,
        EntryKind.Hidden => Hidden,
        EntryKind.Denied => Denied,
        EntryKind.LeftReported => LeftReported,
        EntryKind.Received => Received,
        EntryKind.Contested => Contested,
        EntryKind.SignalRaised => SignalRaised,
        EntryKind.Viewed => Viewed,
        EntryKind.Noted => Noted,
        EntryKind.LinkSent => LinkSent,
        EntryKind.DisputeOpened => DisputeOpened,
        EntryKind.DisputeNoted => DisputeNoted,
        EntryKind.DisputeDecided => DisputeDecided,
    };

    /// <summary>Null: a newer version of the service has it, and this one doesn't know it.</summary>
    public static EntryKind? Find(string name) => Kinds.TryGetValue(name, out var kind) ? kind : null;
}
