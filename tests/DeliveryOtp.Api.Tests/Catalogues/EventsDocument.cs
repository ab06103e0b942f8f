using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Recipients;
using DeliveryOtp.Api.Tests.Persistence;
using DeliveryOtp.Api.Webhooks;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Tests.Catalogues;

/// <summary><c>docs/events.md</c>: every kind of journal entry with its fields, and every event that a webhook may tell.</summary>
internal static class EventsDocument
{
    public static string Make()
    {
        var page = new Markdown()
            .Heading(1, "Events")
            .Paragraph(
                """
                A delivery's state is the sum of what happened to it, and each thing that happened is one entry of its journal, which nobody can change. Support
                and the retailer read them at `GET /v1/deliveries/{id}/timeline`; retailers are told by [webhooks](webhooks.md); recipients see theirs on the page.
                """)
            .Paragraph(Catalogue.Origin)
            .Paragraph("[Journal entries](#journal-entries) · [Values](#values) · [Webhook events](#webhook-events)")
            .Heading(2, "Journal entries")
            .Paragraph(
                """
                Each has a `sequence` (1, 2, … within the delivery, without a gap), an `id` (UUIDv7), its `kind`, `recorded_at` by the server's clock, the `actor`
                (a role, and the API key, token or person behind it; the role `system` is the service itself, where time or a rule caused it) and `detail`, whose
                fields are below. What is marked as optional is left out where there is none. New kinds and fields may be added; none of these changes its meaning.
                """)
            .Table(
                ["kind", "caused by", "webhook", "on the recipient's page"],
                Enum.GetValues<EntryKind>().Select(kind => (string[])[$"[`{KindName.Of(kind)}`](#{KindName.Of(kind)})", ActorsOf(kind), WebhookOf(kind), TrackedEvents.IsShown(kind) ? "yes" : "no"]));
        foreach (var kind in Enum.GetValues<EntryKind>())
            Add(page, kind);
        page.Heading(2, "Values").Paragraph("What the values of those fields mean. Those of `outcome` of a visit are in [outcomes](outcomes.md).");
        foreach (var type in EnumTypes)
        {
            page.Table(
                [Markdown.Codes(FieldsOf(type)), "meaning"],
                ValueWords.Of(type).Select(value => (string[])[Markdown.Code(value.Name), value.Meaning]));
        }

        return WebhookEventsSection.AddTo(page).ToString();
    }

    /// <summary>The enums that stand in entries and have no catalogue of their own.</summary>
    private static IEnumerable<Type> EnumTypes => AllFields
        .Select(told => told.Field.Type)
        .Where(type => type.IsEnum && ValueWords.Of(type).Count > 0)
        .Distinct();

    private static IEnumerable<(string Kind, StoredField Field)> AllFields => Enum.GetValues<EntryKind>()
        .SelectMany(kind => StoredField.Of(FormOf(kind)).Select(stored => (KindName.Of(kind), stored)));

    private static void Add(Markdown page, EntryKind kind)
    {
        var name = KindName.Of(kind);
        var fields = StoredField.Of(FormOf(kind));
        page.Heading(3, name).Paragraph(KindWords.Of(kind).Meaning);
        if (fields.Count > 0)
        {
            page.Table(["field", "value", "meaning"], fields.Select(field => (string[])
            [
                Markdown.Code(field.Path),
                field.IsOptional ? $"{field.TypeName}; optional" : field.TypeName,
                FieldWords.Of(name, field.Path),
            ]));
        }

        if (fields.Count > 0)
            page.Folded("Example", "json", GoldenFile.Format(StoredForms.Write(SampleEntries.ContentOf(kind)).Detail));
        else
            page.Paragraph("It has no fields.");
    }

    /// <summary>Fields of one type and name are told once; of two names, both.</summary>
    private static IEnumerable<string> FieldsOf(Type type) => AllFields
        .Where(told => told.Field.Type == type)
        .Select(told => (Name: told.Field.Path.Split('.')[^1], told.Kind))
        .GroupBy(told => told.Name, StringComparer.Ordinal)
        .Select(fields => IsAmbiguous(fields.Key) ? $"{fields.First().Kind}.{fields.Key}" : fields.Key);

    private static bool IsAmbiguous(string name) => AllFields
        .Where(told => told.Field.Path.Split('.')[^1] == name)
        .Select(told => told.Field.Type)
        .Distinct()
        .Count() > 1;

    private static string ActorsOf(EntryKind kind) => string.Join(", ", KindWords.Of(kind).Actors.Select(EnumName<ActorRole>.Of));

    private static string WebhookOf(EntryKind kind) =>
        WebhookEvent.TypeOf(SampleEntries.Of(kind)) is { } type ? Markdown.Code(type) : "no";

    private static Type FormOf(EntryKind kind) => SampleEntries.ContentOf(kind).GetType();
}
