using System.Globalization;
using DeliveryOtp.Api.AuditTrail;
using DeliveryOtp.Api.Messages;
using DeliveryOtp.Api.Persistence;
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
    private static readonly MessageTexts Mails = MessageTexts.Languages["en"];

    /// <summary>Null: it was counted in the one line of refusals of couriers who may not deliver the parcel (R18).</summary>
    public static RecipientSaw? Of(DossierEntry entry, AttemptDetail attempt, DestinationClock clock)
    {
        if (entry.IsStranger)
            return null;
        var time = ("time", clock.Exact(entry.RecordedAt));
        var place = Mails.Fill("fact.place", ("place", Mails[$"place.{EnumName<PlaceVerdict>.Of(attempt.Location.Verdict)}"]));
        string[] away = attempt.Location.Verdict == PlaceVerdict.Outside ? [PageWords.Fill("away")] : [];
        return attempt.Outcome switch
        {
            AttemptOutcome.Accepted => new(PageWords.Fill("accepted.title"), [PageWords.Fill("accepted.text", time), place, .. away]),
            AttemptOutcome.WrongCode => new(
                PageWords.Fill("wrong.title"),
                [
                    PageWords.Fill("wrong.text", ("wrong", Number(Delivery.MaxTries - attempt.TriesLeft)), time),
                    Mails.Fill("fact.tries", ("tries", Number(attempt.TriesLeft))),
                    place,
                    .. away,
                    .. attempt.DeliveryStatus == DeliveryStatus.Locked ? new[] { PageWords.Fill("locked.title") } : [],
                ]),
            var refused => new(
                PageWords.Fill("refused.title"),
                [PageWords.Fill("refused.text", time), Mails[$"refused.{EnumName<AttemptOutcome>.Of(refused)}"], place, .. away]),
        };
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
