using DeliveryOtp.Cli.Simulation.Assumed;
using DeliveryOtp.Cli.Simulation.World;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using Recipient = DeliveryOtp.Cli.Simulation.World.Recipient;

namespace DeliveryOtp.Cli.Tests.Simulation;

/// <summary>One door, one courier, one recipient: what each of them does, and what the service answers.</summary>
public sealed class DoorTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void R9_digits_end_with_their_showing_and_the_next_ones_are_new()
    {
        var (service, parcel, courier, chance) = AtTheDoor(new ChangedAssumption(Assumptions.KeepsShowing, 0));
        var recipient = new Recipient(service, parcel, chance);
        recipient.Tap(courier.Now);
        var first = service.Page(parcel, courier.Now);
        courier.Wait(TimeSpan.FromSeconds(45));
        recipient.LiveUntil(courier.Now);
        Assert.Null(service.Page(parcel, courier.Now));
        recipient.Tap(courier.Now);
        Assert.NotEqual(first, service.Page(parcel, courier.Now));
        Assert.Equal(AttemptOutcome.SupersededCode, service.Confirm(parcel, courier, first!, chance));
    }

    [Fact]
    public void R9_who_keeps_showing_shows_until_the_session_is_over()
    {
        var (service, parcel, courier, chance) = AtTheDoor(new ChangedAssumption(Assumptions.KeepsShowing, 2));
        var recipient = new Recipient(service, parcel, chance);
        recipient.Tap(courier.Now);
        recipient.LiveUntil(courier.Now.AddSeconds(500));
        Assert.True(recipient.IsShown(courier.Now.AddSeconds(500)));
        recipient.LiveUntil(courier.Now.AddSeconds(700));
        Assert.False(recipient.IsShown(courier.Now.AddSeconds(700)));
    }

    [Fact]
    public void R12_row_2_the_key_of_another_request_records_nothing()
    {
        var (service, parcel, courier, chance) = AtTheDoor();
        var request = new RecordedRequest(parcel, Ask.Attempt(courier, parcel, "000000", chance));
        var first = service.Send(request, courier, "k1");
        var recorded = parcel.Delivery;
        var other = new RecordedRequest(parcel, Ask.Attempt(courier, parcel, "111111", chance));
        Assert.Equal(first, service.Send(request, courier, "k1"));
        Assert.Equal(Answer.KeyReused, service.Send(other, courier, "k1"));
        Assert.Same(recorded, parcel.Delivery);
        Assert.Equal((1, 1), (service.Answers.Repeated, service.Answers.KeyReused));
    }

    [Fact]
    public void R12_row_6_wants_the_parcels_own_label()
    {
        var (service, parcel, courier, chance) = AtTheDoor(new ChangedAssumption(Assumptions.HasBarcode, 2));
        courier.InHand = new ParcelBarcode("another");
        Assert.Equal(AttemptOutcome.WrongParcel, service.Confirm(parcel, courier, "000000", chance));
        courier.InHand = null;
        Assert.Equal(AttemptOutcome.CodeNotShown, service.Confirm(parcel, courier, "000000", chance));
    }

    [Fact]
    public void Phone_without_a_fix_in_the_stairwell_has_one_in_the_street()
    {
        var chance = new Chance(1);
        var (door, found, none) = (new Door(City.Centre, IsCanyon: false), 0, 0);
        var street = City.Centre.Move(eastM: 20, northM: 0);
        for (var visit = 0; visit < 50_000; visit++)
        {
            var receiver = new Receiver();
            if (receiver.Take(door.Position, door, Noon, chance) is not null)
                continue;
            none++;
            found += receiver.Take(street, door, Noon, chance) is null ? 0 : 1;
        }

        Assert.Equal(1 - Assumptions.NoFixInStreet.Value, (double)found / none, 0.04);
    }

    private static (Service Service, Parcel Parcel, Courier Courier, Chance Chance) AtTheDoor(ChangedAssumption? changed = null)
    {
        var chance = Chance.Of(1, changed);
        var service = new Service(DeliveryPolicy.Default with { CodeRelease = CodeRelease.OnArrival }, Chance.Of(2));
        var courier = new Courier(new CourierId("c"), new Phone(new DeviceId("d")), City.Centre, Noon);
        var parcel = service.Issue(new Door(City.Centre, IsCanyon: false), courier.Id, Noon, chance);
        Assert.Equal(ArrivalOutcome.Opened, service.Arrive(parcel, courier, chance));
        return (service, parcel, courier, chance);
    }
}
