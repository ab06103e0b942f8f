using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Readers;

namespace DeliveryOtp.Api.Recipients;

/// <summary>
/// Opens streams. The subscription stands before the past is read, so that nothing is recorded in between unseen; the link
/// is looked at after the past was read, so that a dead one shows nothing of what came later (R20).
/// </summary>
public sealed class LiveViewOpener(StreamSlots slots, JournalTail tail, TrackedEvents events, DeliveryReads deliveries)
{
    public async Task<LiveOpening> OpenAsync(TrackedLink link, int? after, CancellationToken cancel) => slots.TryTake(link) switch
    {
        SlotAnswer.Taken => await SubscribeAsync(link, after, cancel),
        SlotAnswer.LinkIsFull => new LiveOpening.LinkIsFull(slots.LimitOfLink),
        SlotAnswer.RetailerIsFull => new LiveOpening.RetailerIsFull(slots.LimitOfRetailer),
        SlotAnswer.AllAreTaken => new LiveOpening.AllAreTaken(),
    };

    private async Task<LiveOpening> SubscribeAsync(TrackedLink link, int? after, CancellationToken cancel)
    {
        TailSubscription? news = null;
        var isOpen = false;
        try
        {
            news = await tail.SubscribeAsync(link.Delivery, cancel);
            if (after is { } known)
                after = await events.ResumeAsync(link.Retailer, link.Delivery, known, cancel);
            var past = after is { } last
                ? await events.ListAsync(link.Retailer, link.Delivery, last, cancel)
                : await events.ListAsync(link.Retailer, link.Delivery, cancel);
            isOpen = await deliveries.FindLinkVersionAsync(link.Retailer, link.Delivery, cancel) == link.Version;
            return isOpen ? new LiveOpening.Open(new LiveView(link, after, past, news, slots)) : new LiveOpening.LinkIsDead();
        }
        finally
        {
            if (!isOpen)
            {
                news?.Dispose();
                slots.Return(link);
            }
        }
    }
}
