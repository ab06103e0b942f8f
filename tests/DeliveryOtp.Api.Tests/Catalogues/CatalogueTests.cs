namespace DeliveryOtp.Api.Tests.Catalogues;

/// <summary>The catalogues under <c>docs</c> that the code makes.</summary>
public sealed class CatalogueTests
{
    public static TheoryData<Catalogue> Made =>
    [
        new("outcomes.md", OutcomesDocument.Make),
        new("signals.md", SignalsDocument.Make),
        new("events.md", EventsDocument.Make),
    ];

    [Theory]
    [MemberData(nameof(Made))]
    public void A_catalogue_is_what_the_code_says(Catalogue catalogue) => catalogue.Check();
}
