using DeliveryOtp.Cli.Simulation;
using DeliveryOtp.Cli.Simulation.Policies;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Cli.Tests.Simulation;

public sealed class PolicyFileTests
{
    [Fact]
    public void Subset_changes_what_it_names_and_nothing_else() => Assert.Equal(
        DeliveryPolicy.Default with { RadiusM = 150, UnverifiedPlace = UnverifiedPlaceRule.Refuse, CodeInWebhooks = true },
        PolicyFile.Parse("""{ "radius_m": 150, "unverified_place": "refuse", "code_in_webhooks": true }"""));

    [Fact]
    public void Every_field_of_the_policy_may_be_set() => Assert.Equal(
        typeof(DeliveryPolicy).GetProperties()
            .Where(property => property.GetMethod!.IsPublic && !property.GetMethod.IsStatic && property.CanWrite)
            .Select(property => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name))
            .Order(),
        PolicyFields.ByName.Keys.Order());

    [Theory]
    [InlineData("""{ "radius": 100 }""", "there is no field 'radius'. There are code_release,")]
    [InlineData("""{ "radius_m": 49 }""", "radius_m has to be a whole number from 50 to 1000.")]
    [InlineData("""{ "reveal_seconds": 601 }""", "reveal_seconds has to be a whole number from 5 to 600.")]
    [InlineData("""{ "recipient_presence": "always" }""", "recipient_presence has to be optional or required.")]
    [InlineData("""{ "radius_m": "100" }""", "radius_m has to be a whole number from 50 to 1000.")]
    [InlineData("""{ "radius_m": 100.5 }""", "radius_m has to be a whole number from 50 to 1000.")]
    [InlineData("""{ "code_release": "OnArrival" }""", "code_release has to be on_issue or on_arrival.")]
    [InlineData("""{ "code_in_webhooks": 1 }""", "code_in_webhooks has to be true or false.")]
    [InlineData("""{ "radius_m": 100, "radius_m": 200 }""", "the file is not JSON")]
    [InlineData("[]", "the file has to hold one JSON object.")]
    [InlineData("radius_m: 100", "the file is not JSON")]
    public void Wrong_field_or_range_is_a_sentence(string json, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<WrongInputException>(() => PolicyFile.Parse(json)).Message);
}
