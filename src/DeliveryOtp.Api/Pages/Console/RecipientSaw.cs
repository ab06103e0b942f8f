using System.Globalization;
using DeliveryOtp.Api.AuditTrail;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Pages.Console;

/// <summary>What the recipient's page said of an attempt, in its English words: the result that stood there within the second.</summary>
/// <param name="Title">In large letters.</param>
/// <param name="Lines">Below it.</param>
public sealed record RecipientSaw(string Title, IReadOnlyList<string> Lines)
{
    private static readonly PageTexts Page = PageTexts.Languages["en"];

    /// <summary>Null: it was counted in the one line of refusals of couriers who may not deliver the parcel (R18).</summary>
    public static RecipientSaw? Of(DossierEntry entry, StoredAttempted attempt, DestinationClock clock)
    {
        if (entry.IsStranger)
            return null;
        var time = ("time", clock.Exact(entry.RecordedAt));
        var place = Page.Fill("fact.place", ("place", Page[$"place.{EnumName<PlaceVerdict>.Of(attempt.Location.Verdict)}"]));
        string[] away = attempt.Location.Verdict == PlaceVerdict.Outside ? [Page.Fill("away")] : [];
        return attempt.Outcome switch
        {
            AttemptOutcome.Accepted => new(Page.Fill("accepted.title"), [Page.Fill("accepted.text", time), place, .. away]),
            AttemptOutcome.WrongCode => new(
                Page.Fill("wrong.title"),
                [
                    Page.Fill("wrong.text", ("wrong", Number(Delivery.MaxTries - attempt.TriesLeft)), time),
                    Page.Fill("fact.tries", ("tries", Number(attempt.TriesLeft))),
                    place,
                    .. away,
                    .. attempt.DeliveryStatus == DeliveryStatus.Locked ? new[] { Page.Fill("locked.title") } : [],
                ]),
            var refused => new(
                Page.Fill("refused.title"),
                [Page.Fill("refused.text", time), Page[$"refused.{EnumName<AttemptOutcome>.Of(refused)}"], place, .. away]),
        };
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
