using System.Globalization;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Api.Pages.Console.Deliveries;

/// <summary>What support may do to a delivery by a form of its screen.</summary>
public enum Act
{
    Hold,
    Unlock,
    Reissue,
}

/// <summary>What may be done now, and why the rest may not.</summary>
/// <param name="Possible">Each a form.</param>
/// <param name="Forbidden">Each a sentence.</param>
public sealed record Acts(IReadOnlyList<PossibleAct> Possible, IReadOnlyList<ForbiddenAct> Forbidden)
{
    private static readonly PageTexts Page = PageTexts.Languages["en"];

    /// <param name="delivery">As settled.</param>
    public static Acts Of(Delivery delivery)
    {
        var all = Enum.GetValues<Act>();
        return new Acts(
            [.. all.Where(act => WhyNot(act, delivery) is null).Select(act => PossibleOf(act, delivery))],
            [.. all.Select(act => (Act: act, Why: WhyNot(act, delivery)))
                .Where(act => act.Why is not null)
                .GroupBy(act => act.Why!, act => NameOf(act.Act), StringComparer.Ordinal)
                .Select(group => new ForbiddenAct(string.Join(", ", group), group.Key))]);
    }

    /// <summary>The state's objections as they stand; null where there is none.</summary>
    public static StateConflict? ConflictOf(Act act, Delivery delivery) => act switch
    {
        Act.Hold => delivery.WhyNoHold,
        Act.Unlock => delivery.WhyNoUnlock,
        Act.Reissue => delivery.WhyNoReissue,
    };

    /// <summary>A conflict as the API explains it, without its endpoints: here they are buttons.</summary>
    public static string Explain(StateConflict conflict)
    {
        var text = conflict.Explain();
        for (var start = text.IndexOf(" (POST", StringComparison.Ordinal); start >= 0; start = text.IndexOf(" (POST", StringComparison.Ordinal))
            text = text.Remove(start, text.IndexOf(')', start) + 1 - start);
        return text;
    }

    /// <summary>R22: under <c>on_issue</c> a new code is the retailer's to pass on, so the retailer reissues.</summary>
    private static string? WhyNot(Act act, Delivery delivery) => (act, ConflictOf(act, delivery)) switch
    {
        (_, { } conflict) => Explain(conflict),
        (Act.Reissue, null) when delivery.Policy.CodeRelease != CodeRelease.OnArrival =>
            "The retailer passes this delivery's codes on, so only the retailer issues a new one.",
        _ => null,
    };

    private static string NameOf(Act act) => act switch
    {
        Act.Hold => "Hold",
        Act.Unlock => "Unlock",
        Act.Reissue => "New code",
    };

    private static PossibleAct PossibleOf(Act act, Delivery delivery) => act switch
    {
        Act.Hold => new(
            act,
            "Hold the delivery",
            $"No code works from then on, until a new one is issued. The recipient's page says: “{Page["held.title"]}”.",
            "Hold this delivery"),
        Act.Unlock => new(
            act,
            "Unlock the delivery",
            string.Create(
                CultureInfo.InvariantCulture,
                $"A new code and three new tries: unlock {delivery.Unlocks + 1} of {delivery.Policy.MaxUnlocks}. The code appears on the recipient's page and never here. It says: “{Page["renewed"]}”."),
            "Unlock this delivery"),
        Act.Reissue => new(
            act,
            "Issue a new code",
            $"The present code is dead at once; failed tries stay failed. The new code appears on the recipient's page alone, when they show it to a courier at the door. It says: “{Page["renewed"]}”.",
            "Issue a new code",
            NeedsReason: false),
    };
}

/// <param name="Act">What.</param>
/// <param name="Title">As a heading.</param>
/// <param name="Consequence">What will happen, in words.</param>
/// <param name="Button">Names the act.</param>
/// <param name="NeedsReason">Kept for good with the entry.</param>
public sealed record PossibleAct(Act Act, string Title, string Consequence, string Button, bool NeedsReason = true);

/// <param name="Names">One act, or several with the same reason.</param>
/// <param name="Why">A sentence.</param>
public sealed record ForbiddenAct(string Names, string Why);
