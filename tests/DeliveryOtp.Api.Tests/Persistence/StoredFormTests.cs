using System.Text.Json;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Tests.Persistence;

/// <summary>The stored form of each kind: written to the letter as its golden file has it, and read from it.</summary>
public sealed class StoredFormTests
{
    [Fact]
    public void There_is_a_sample_of_every_kind() =>
        Assert.Equal(Enum.GetValues<EntryKind>(), EntrySamples.All.Select(happened => happened.EntryKind).Order());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_kind_is_written_as_its_golden_file_has_it(EntryKind kind)
    {
        var form = StoredForms.Write(SampleOf(kind));
        Assert.Equal(KindName.Of(kind), form.Kind);
        Assert.Equal(GoldenFile.Read(form.Kind, form.Version), GoldenFile.Format(form.Detail));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Its_golden_file_reads_as_what_was_written(EntryKind kind)
    {
        var sample = SampleOf(kind);
        var version = StoredForms.VersionOf(kind);
        var read = new StoredForm(KindName.Of(kind), version, GoldenFile.Read(KindName.Of(kind), version)).Read();
        Assert.IsType(sample.GetType(), read);
        Assert.Equivalent(sample, read, strict: true);
        Assert.Equal(StoredForms.Write(sample), StoredForms.Write(read));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_version_that_the_journal_holds_reads_on(EntryKind kind)
    {
        for (short version = 1; version <= StoredForms.VersionOf(kind); version++)
            Assert.Equal(kind, new StoredForm(KindName.Of(kind), version, GoldenFile.Read(KindName.Of(kind), version)).Read().EntryKind);
        Assert.False(GoldenFile.Exists(KindName.Of(kind), StoredForms.VersionOf(kind) + 1));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_newer_version_is_told_from_a_torn_one(EntryKind kind)
    {
        var newer = new StoredForm(KindName.Of(kind), (short)(StoredForms.VersionOf(kind) + 1), "{}");
        Assert.Equal(new StoredOther(), newer.Read());
        Assert.Null(StoredForms.KindOf(newer.Kind, newer.Version));
        Assert.Equal(new StoredOther(), new StoredForm("teleported", 1, "{}").Read());
        if (kind is EntryKind.Arrived or EntryKind.Attempted)
            Assert.Throws<JsonException>(() => (newer with { Version = 1 }).Read());
    }

    [Theory]
    [InlineData("""{"field":"courier","courier_id":"crr-2"}""")]
    [InlineData("""{"field":"recipient","generation":2,"link_version":2}""")]
    [InlineData("""{"field":"parcel","generation":2,"parcel_barcode":"TBA1"}""")]
    public void Each_change_is_spelled_as_ever(string detail)
    {
        DeliveryChange change = JsonDocument.Parse(detail).RootElement.GetProperty("field").GetString() switch
        {
            "courier" => new CourierChange(new CourierId("crr-2")),
            "recipient" => new RecipientChange(new Recipient("it", "a@example.org", Phone: null)),
            _ => new ParcelChange(new ParcelBarcode("TBA1")),
        };
        var read = (StoredChanged)new StoredForm(KindName.Changed, 1, detail).Read();
        var happened = new Changed(change, read.Generation, DateTimeOffset.UnixEpoch, read.LinkVersion);
        Assert.Equal(detail, StoredForms.Write(StoredForms.Of(happened)).Detail);
    }

    [Fact]
    public void A_policy_is_written_and_read_as_its_golden_file_has_it()
    {
        Assert.Equal(GoldenFile.Read("policy", 1), GoldenFile.Format(StoredPolicy.Write(EntrySamples.Policy)));
        Assert.Equal(EntrySamples.Policy, StoredPolicy.Read(GoldenFile.Read("policy", 1)));
        Assert.Equal(DeliveryPolicy.Default, StoredPolicy.Read("{}"));
    }

    [Fact]
    public void What_has_happened_at_the_door_is_written_and_read_as_its_golden_file_has_it()
    {
        Assert.Equal(GoldenFile.Read("visits", 1), GoldenFile.Format(StoredVisits.Write(EntrySamples.Visits)));
        Assert.Equivalent(EntrySamples.Visits, StoredVisits.Read(GoldenFile.Read("visits", 1)), strict: true);
        Assert.Equivalent(VisitHistory.None, StoredVisits.Read("{}"), strict: true);
        const string none = """{"sessions":0,"showings":0,"exposed_generation":0,"had_silent_session":false,"wrong_tries":[],"is_left_reported":false,"is_received":false,"inside":[]}""";
        Assert.Equal(none, StoredVisits.Write(VisitHistory.None));
    }

    /// <summary>What the database itself reads. The last one stands in the statement of past visits.</summary>
    [Theory]
    [InlineData(EntryKind.Arrived, StoredPath.Outcome)]
    [InlineData(EntryKind.Arrived, StoredPath.PlaceVerdict)]
    [InlineData(EntryKind.Attempted, StoredPath.Outcome)]
    [InlineData(EntryKind.Attempted, StoredPath.PlaceVerdict)]
    [InlineData(EntryKind.Attempted, StoredPath.TriesLeft)]
    [InlineData(EntryKind.Changed, StoredPath.LinkVersion)]
    [InlineData(EntryKind.Arrived, "detail#>>'{location,accuracy_m}'")]
    [InlineData(EntryKind.Attempted, "detail#>>'{location,accuracy_m}'")]
    public void The_database_finds_what_it_reads_itself(EntryKind kind, string path)
    {
        var content = kind == EntryKind.Changed ? new StoredChanged(ChangedField.Recipient, Generation: 2, LinkVersion: 2) : SampleOf(kind);
        using var detail = JsonDocument.Parse(StoredForms.Write(content).Detail);
        var found = path[(path.IndexOf('{', StringComparison.Ordinal) + 1)..path.IndexOf('}', StringComparison.Ordinal)]
            .Split(',')
            .Aggregate(detail.RootElement, (element, member) => element.GetProperty(member));
        Assert.NotEqual(JsonValueKind.Null, found.ValueKind);
    }

    public static TheoryData<EntryKind> Kinds => [.. Enum.GetValues<EntryKind>()];

    private static StoredContent SampleOf(EntryKind kind) => StoredForms.Of(EntrySamples.All.Single(happened => happened.EntryKind == kind));
}
