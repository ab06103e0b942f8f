using DeliveryOtp.Cli.Simulation.Assumed;

namespace DeliveryOtp.Cli.Simulation.World;

/// <summary>Whoever waits for a parcel, with the page at hand: what they do by themselves happens at its time.</summary>
internal sealed partial class Recipient(Service service, Parcel parcel, Chance chance)
{
    private string? _readOnTheStairs;
    private bool _wasAsked;

    /// <summary>Comes to the door, some with the code on the page already.</summary>
    public void AnswerDoor(Courier courier, TimeSpan takes)
    {
        var bell = courier.Now;
        courier.Wait(takes);
        if (service.NeedsTap && chance.Happens(Assumptions.TapsEarly))
        {
            var at = bell + (takes * chance.Between(0.1, 0.9));
            Tap(at);
            _readOnTheStairs = service.Page(parcel, at);
        }

        LiveUntil(courier.Now);
    }

    /// <summary>"The code, please." Null: there is none to read.</summary>
    public string? ReadOut(Courier courier)
    {
        LiveUntil(courier.Now);
        var isFirst = !_wasAsked;
        _wasAsked = true;
        if (!service.NeedsTap)
        {
            if (isFirst && chance.Happens(Assumptions.Witnesses))
                Tap(courier.Now);
        }
        else if (!IsShown(courier.Now))
        {
            if (isFirst && ReadWithoutTap(courier) is { } digits)
                return Say(courier, digits);
            Tap(courier.Now);
        }

        return ReadFromPage(courier);
    }

    /// <summary>"A courier is in front of me."</summary>
    public void Tap(DateTimeOffset now)
    {
        service.Show(parcel, now);
        _looksAt = WhenToLook(now);
    }

    public bool IsShown(DateTimeOffset now) => parcel.Delivery.ShowingAt(now) is not null;

    /// <summary>He walks off with the parcel.</summary>
    public void SeeLeave(Courier courier)
    {
        LiveUntil(courier.Now);
        _whoLeft = courier;
        if (chance.Happens(Assumptions.HidesWhenLeft))
            _hidesAt = courier.Now + chance.Lasts(Assumptions.HidesAfter);
        if (chance.Happens(Assumptions.ReportsLeft))
            _reportsAt = courier.Now + chance.Lasts(Assumptions.ReportsAfter);
    }

    /// <summary>They forgot to tap, or the code is gone that they saw on the stairs; null: they know that they have to.</summary>
    private string? ReadWithoutTap(Courier courier)
    {
        if (_readOnTheStairs is { } seen)
            return chance.Happens(Assumptions.ReadsFromMemory) ? seen : null;
        if (!chance.Happens(Assumptions.ForgetsToTap))
            return null;
        if (!service.ShowsOnlyOnArrival)
            return service.Page(parcel, courier.Now);
        if (chance.Happens(Assumptions.ReadsAnotherCode))
            return chance.Digits();
        courier.Wait(chance.Seconds(5, 20));
        return null;
    }

    private string? Say(Courier courier, string? digits)
    {
        courier.Wait(chance.Lasts(Assumptions.ReadsOut));
        LiveUntil(courier.Now);
        return digits;
    }

    /// <summary>Digits that disappear before the last one is said can't be read out: they tap again, and read the new ones.</summary>
    private string? ReadFromPage(Courier courier)
    {
        while (service.Page(parcel, courier.Now) is { } shown)
        {
            Say(courier, shown);
            if (!service.ShowsOnlyOnArrival || IsShown(courier.Now))
                return shown;
            Tap(courier.Now);
        }

        return null;
    }
}
