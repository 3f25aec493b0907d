select dispute_id, predict(features) as chance from disputes where opened_on = current_date - 1;
