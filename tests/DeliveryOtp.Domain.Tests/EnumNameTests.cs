using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Domain.Tests;

public sealed class EnumNameTests
{
    [Fact]
    public void Outcomes_are_spelled_as_the_contract_spells_them() => Assert.Equal(
        [
            "accepted", "wrong_code", "malformed_code", "locked", "held", "cancelled", "expired", "already_delivered",
            "courier_suspended", "wrong_courier", "wrong_parcel", "outside_geofence", "location_unverified", "no_arrival",
            "code_not_shown", "superseded_code",
        ],
        EnumName<AttemptOutcome>.All);
}
