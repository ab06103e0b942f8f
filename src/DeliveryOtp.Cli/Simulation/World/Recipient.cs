using DeliveryOtp.Cli.Simulation.Assumed;

namespace DeliveryOtp.Cli.Simulation.World;

/// <summary>Whoever waits for a parcel, with the page at hand: what they do by themselves happens at its time.</summary>
internal sealed class Recipient(Service service, Parcel parcel, Chance chance)
{
    private DateTimeOffset? _looksAt;
    private DateTimeOffset? _hidesAt;
    private DateTimeOffset? _reportsAt;
    private Courier? _whoLeft;
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

    /// <summary>Does what is due, in the order of time.</summary>
    public void LiveUntil(DateTimeOffset now)
    {
        while (NextAt() is { } at && at <= now)
        {
            if (at == _looksAt)
                Look(at);
            else if (at == _hidesAt)
                Hide(at);
            else
                Report(at);
        }
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

    private DateTimeOffset? NextAt() => new[] { _looksAt, _hidesAt, _reportsAt }.Min();

    /// <summary>In the last moments of a showing.</summary>
    private DateTimeOffset? WhenToLook(DateTimeOffset now) => parcel.Delivery.ShowingAt(now) is { } showing
        ? showing.Until - ((showing.Until - now) * chance.Between(0.05, 0.2))
        : null;

    private void Look(DateTimeOffset at)
    {
        _looksAt = null;
        if (parcel.Delivery.ShowingAt(at) is not { } showing
            || !chance.Happens(_whoLeft is null ? Assumptions.KeepsShowing : Assumptions.KeepsShowingAlone))
            return;
        service.KeepShowing(parcel, showing.Number, at);

        // At the end of the session nothing is gained any more.
        if (parcel.Delivery.ShowingAt(at)?.Until > showing.Until)
            _looksAt = WhenToLook(at);
    }

    private void Hide(DateTimeOffset at)
    {
        _hidesAt = null;
        if (parcel.Delivery.ShowingAt(at) is { } showing)
            service.Hide(parcel, showing.Number, at);
    }

    /// <summary>Where the page says "accepted" by then, they can only contest.</summary>
    private void Report(DateTimeOffset at)
    {
        _reportsAt = null;
        if (parcel.IsAccepted)
            service.Contest(parcel, _whoLeft!, at);
        else
            service.ReportLeft(parcel, at);
    }
}
