using System.Globalization;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.Tests.Catalogues;

/// <summary><c>docs/signals.md</c>: what a signal means, and what support looks at before it counts against anybody.</summary>
internal static class SignalsDocument
{
    public static string Make()
    {
        var page = new Markdown()
            .Heading(1, "Signals")
            .Paragraph(
                """
                A signal is a named, weighted, explained observation. It stands with what raised it in `GET /v1/attempts`,
                in `GET /v1/deliveries/{id}/timeline` and in the [console](console.md), which says what it means and what exactly was seen.
                Retailers and support see signals; couriers and recipients never do.
                """)
            .Paragraph(
                """
                A signal never refuses anything. Each name counts once for a delivery, however often it is raised, and a total at or above the policy's
                `review_threshold` (60) marks the delivery for `review`. No signal proves a fraud: the last column says what else to look at.
                """)
            .Paragraph(Catalogue.Origin);
        Add(page, "At the door", "Computed with the verdict, from the delivery and the visit alone.", SignalRules.OfVisits);
        Add(page, "From history", "Computed from the journal soon after the verdict; in the journal as an entry `signal_raised` of its own.", SignalRules.OfHistory);
        Add(page, "From the recipient", "Said on their page.", SignalRules.OfRecipients);
        return page.ToString();
    }

    private static void Add(Markdown page, string title, string about, IEnumerable<SignalRule> rules) => page
        .Heading(2, title)
        .Paragraph(about)
        .Table(
            ["signal", "weight", "what it means", "what supports or excuses it"],
            rules.OrderByDescending(rule => rule.Weight).ThenBy(rule => rule.Name, StringComparer.Ordinal).Select(rule => (string[])
            [
                Markdown.Code(rule.Name),
                rule.Weight.ToString(CultureInfo.InvariantCulture),
                rule.Meaning,
                SignalWords.LookAt(rule.Name),
            ]));
}
