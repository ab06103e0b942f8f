using DeliveryOtp.Api.Disputes;
using DeliveryOtp.Api.Pages.Console.Deliveries;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Api.Pages.Console.Disputes;

/// <summary>What stands about disputes beside a delivery, and what support may do for somebody who calls.</summary>
/// <param name="Disputes">The open one first.</param>
/// <param name="Possible">Each a form.</param>
/// <param name="Forbidden">Each with a sentence; but for another dispute while one is open, which stands above.</param>
internal sealed record DisputeBox(
    IReadOnlyList<DisputeItem> Disputes,
    IReadOnlyList<CaseAct> Possible,
    IReadOnlyList<(CaseAct Act, string Why)> Forbidden);

/// <summary>Reads the boxes, for a screen whose one look is recorded already.</summary>
internal sealed class DisputeBoxes(DisputeQueries disputes, CodeKeyRing keys, RecipientMail mail)
{
    public async Task<DisputeBox> ReadAsync(Story story, CancellationToken cancel)
    {
        var all = Enum.GetValues<CaseAct>()
            .Select(act => (Act: act, Why: WhyNot(act, story.Delivery, story.Dossier.ReadAt)))
            .ToArray();
        return new DisputeBox(
            await disputes.OfDeliveryAsync(story.Delivery.RetailerId, story.Delivery.Id, cancel),
            [.. all.Where(act => act.Why is null).Select(act => act.Act)],
            [.. all.Where(act => act.Why is not null and not StateConflict.DisputeIsOpen).Select(act => (act.Act, Acts.Explain(act.Why!.Value)))]);
    }

    private StateConflict? WhyNot(CaseAct act, Delivery delivery, DateTimeOffset now) => act switch
    {
        CaseAct.Dispute => delivery.OpenDispute is null ? null : StateConflict.DisputeIsOpen,
        CaseAct.Note => null,
        CaseAct.Contest => delivery.WhyNoContest(now),
        CaseAct.Link => delivery.WhyNoLink(keys, mail.IsSent),
    };
}
