package health.foramen.referral.packs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All packs in force on one day. */
public record Rulebook(Catalogue catalogue, Map<String, PayerPack> payers, BloodThinners bloodThinners, Screens screens, RedFlags redFlags) {

    public Rulebook {
        payers = Map.copyOf(payers);
    }

    public Optional<PayerPack> payer(String code) {
        return Optional.ofNullable(payers.get(code));
    }

    public List<PayerPack> payersByTitle() {
        return payers.values().stream().sorted(Comparator.comparing(PayerPack::title)).toList();
    }

    public List<BloodThinners.Drug> drugsByName() {
        return bloodThinners.drugs().values().stream().sorted(Comparator.comparing(BloodThinners.Drug::name)).toList();
    }

    /** The covers of everything in force. */
    public List<PackInfo> packs() {
        var infos = new ArrayList<PackInfo>();
        infos.add(catalogue.info());
        infos.add(bloodThinners.info());
        infos.add(screens.info());
        infos.add(redFlags.info());
        payersByTitle().forEach(payer -> infos.add(payer.info()));
        return List.copyOf(infos);
    }
}
