using DeliveryOtp.Cli.Simulation.Assumed;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Cli.Simulation.Frauds;

/// <content>The retailer's support, which means well.</content>
internal sealed partial class Story
{
    /// <summary>"I'm locked out, and the customer is waiting": false when the clerk does not oblige.</summary>
    public bool AskSupportToUnlock() => Oblige(() => _service.Unlock(Parcel, Now));

    /// <summary>"The code doesn't work": the clerk issues a new one.</summary>
    public bool AskSupportToReissue() => Oblige(() => _service.Reissue(Parcel, Now));

    /// <summary>…and reads it out, if he has it.</summary>
    public string? AskSupportForCode()
    {
        return !_service.ShowsOnlyOnArrival && _chance.Happens(Assumptions.SupportReadsOut) ? Got(_service.Page(Parcel, Now)) : null;
    }

    /// <summary>"The customer has another number": from now on a friend of the courier reads the page.</summary>
    public bool AskSupportToChangeContact() => Oblige(() =>
        _service.Change(Parcel, new RecipientChange(new Recipient("fr", Email: null, Phone: "+33600000000")), Now));

    /// <summary>"The customer wants it elsewhere": where the courier is.</summary>
    public bool AskSupportToChangeAddress() => Oblige(() =>
        _service.Change(Parcel, new DestinationChange(new Destination(Courier.At, "FR", Address: null)), Now));

    /// <summary>The retailer hears that something is wrong and issues a new code by itself.</summary>
    public void RetailerReissues() => _service.Reissue(Parcel, Now);

    /// <summary>What a friend does who has the link: whatever the courier wants.</summary>
    public string? AskFriend()
    {
        Wait(minutes: _chance.Between(0.5, 2));
        _service.Show(Parcel, Now);
        return Got(_service.Page(Parcel, Now));
    }

    private bool Oblige(Action order)
    {
        Wait(minutes: _chance.Between(1, 4));
        if (!_chance.Happens(Assumptions.SupportObliges))
            return false;
        order();
        return true;
    }
}
