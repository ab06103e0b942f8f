using System.Text.Json.Nodes;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Tests.Persistence;
using DeliveryOtp.Api.Webhooks;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Tests.Catalogues;

/// <summary>The events of webhooks: when each is sent, and what stands beside the entry in it.</summary>
internal static class WebhookEventsSection
{
    public static Markdown AddTo(Markdown page)
    {
        page.Heading(2, "Webhook events")
            .Paragraph(
                """
                How they are posted, signed and repeated: [webhooks](webhooks.md). `data` is the entry, with the order's number. An entry has the event of its kind,
                and behind it one for each thing that followed from it, in this order.
                """)
            .Table(["event", "from the entry", "when"], WebhookEventTypes.All.Append(WebhookEventTypes.Test).Select(type => (string[])
            [
                Markdown.Code(type),
                KindsOf(type) is { Length: > 0 } kinds ? kinds : "–",
                WebhookWords.Of(type),
            ]));
        var attempt = SampleEntries.Of(EntryKind.Attempted) with { ReviewTotal = 75 };
        page.Paragraph("What follows from a wrong code that locks the delivery, suspends its courier and makes the signals heavy enough:");
        foreach (var told in WebhookEvent.Of(attempt, SampleEntries.Delivery, actorName: null))
            page.Folded(Markdown.Code(told.Type), "json", GoldenFile.Format(BodyOf(told, told.Type != WebhookEventTypes.Attempted).ToJsonString()));
        return page;
    }

    /// <summary>The kinds after whose entries it is sent.</summary>
    private static string KindsOf(string type) => type switch
    {
        WebhookEventTypes.Delivered or WebhookEventTypes.Locked or WebhookEventTypes.CourierSuspended => Markdown.Code(KindName.Attempted),
        WebhookEventTypes.CodeRenewed => Markdown.Codes([KindName.Of(EntryKind.Renewed), KindName.Of(EntryKind.Changed)]),
        WebhookEventTypes.Review => "any",
        _ => Markdown.Codes(Enum.GetValues<EntryKind>().Where(kind => WebhookEvent.TypeOf(SampleEntries.Of(kind)) == type).Select(KindName.Of)),
    };

    /// <param name="told">The event.</param>
    /// <param name="isShort">Without the entry's detail, which stands in the first one.</param>
    private static JsonObject BodyOf(WebhookEvent told, bool isShort)
    {
        var data = told.Data.DeepClone().AsObject();
        if (isShort)
            data["detail"] = "as above";
        return new JsonObject
        {
            ["type"] = told.Type,
            ["timestamp"] = Timestamp.Format(SampleEntries.RecordedAt),
            ["data"] = data,
        };
    }
}
